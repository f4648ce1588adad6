import { startPassThrough, type PassThrough } from '../io/passThrough';
import { system } from '../io/system';
import type { Snapshot } from '../limits/snapshot';
import { pingAddress } from './pingTarget';
import type { TerminalVariables } from './terminalVariables';

/** The pass-through of a window, and the variable that leads programs of its terminals to it. */
export interface Observer {
  /** Resolves to its address, also where it runs already. Throws, with a sentence for the user, where nothing may be sent or no port is free. */
  start(): Promise<string>;
  /** Resolves once it has stopped; new terminals go to the API itself again. */
  stop(): Promise<void>;
  isRunning(): boolean;
  dispose(): void;
}

export interface ObserverDeps {
  readonly variables: TerminalVariables;
  readonly onReading: (reading: Snapshot) => void;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Makes the pass-through of a window, which does not run yet. */
export function createObserver({ variables, onReading, environment = process.env }: ObserverDeps): Observer {
  let running: Promise<PassThrough> | undefined;

  async function open(): Promise<PassThrough> {
    const address = pingAddress(environment);
    if (address.kind === 'refused') throw new Error(address.reason);
    const pass = await startPassThrough({ port: 0, upstream: address.url, now: system.now, onReading });
    // A window that is opened again must not lead anybody to a port of another program.
    variables.set('ANTHROPIC_BASE_URL', { value: pass.url, holds: 'while-open', about: 'Leads Claude API requests of new terminals through Headroom, which reads the rate limits off them.' });
    return pass;
  }

  async function stop(): Promise<void> {
    const stopping = running;
    running = undefined;
    variables.delete('ANTHROPIC_BASE_URL');
    await stopping?.then(async (pass) => pass.close()).catch(() => undefined);
  }

  return {
    start: async () => {
      running ??= open();
      try {
        return (await running).url;
      } catch (error) {
        running = undefined;
        throw error;
      }
    },
    stop,
    isRunning: () => running !== undefined,
    dispose: () => void stop(),
  };
}
