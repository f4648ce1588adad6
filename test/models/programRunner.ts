import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { type Ended, localEnvironment, outputOf, runCommand } from '../support/runCommand';

/** Starts a program again and again, one run after the other. */
export interface ProgramRunner {
  readonly run: (env: Readonly<Record<string, string>>) => Promise<Ended>;
  readonly close: () => void;
}

/** Opens programs, one after the other. */
export interface Runners {
  readonly open: (file: string) => ProgramRunner;
  readonly close: () => void;
}

const limitMs = 90_000;
const pythonFolder = path.join(__dirname, 'python');
/** What most programs import. */
const preloaded = ['anthropic', 'requests', 'tenacity'];

/** Runners of programs in Node, and in the Python given. */
export function programRunners(python = ''): Runners {
  let forks: Forks | undefined;
  return {
    open: (file) => {
      if (!file.endsWith('.py')) return eachByItself([process.execPath, '--require', path.join(__dirname, 'virtualTime.cjs'), file]);
      if (process.platform !== 'linux') return eachByItself([python, file]);
      if (forks === undefined || forks.hasEnded()) forks = startForks([python, path.join(pythonFolder, 'fork_runs.py'), ...preloaded]);
      return forks.open(file);
    },
    close: () => forks?.close(),
  };
}

function eachByItself(command: readonly string[]): ProgramRunner {
  return { run: (added) => runCommand(command, environment(added), limitMs), close: () => undefined };
}

interface Forks extends Runners {
  readonly hasEnded: () => boolean;
}

/** One process of Python for many programs: it forks for each of them, and again for each run. */
function startForks([command = '', ...args]: readonly string[]): Forks {
  // A group of its own, so that a run that hangs can be ended with the process that waits for it.
  const child = spawn(command, args, { env: environment({ HEADROOM_RANDOM: '0.5' }), stdio: ['pipe', 'pipe', 'pipe', 'pipe'], detached: true });
  const output = outputOf(child);
  let ended: string | undefined;
  let settle: ((code: Ended['code']) => void) | undefined;
  createInterface({ input: child.stdio[3] as NodeJS.ReadableStream }).on('line', (code) => settle?.(Number(code)));
  const end = (reason: string) => {
    ended ??= reason;
    settle?.(ended);
  };
  child.on('close', (code, signal) => end(`its process (${signal ?? code})`));
  child.on('error', ({ message }) => end(message));
  child.stdin.on('error', ({ message }) => end(message));
  const send = (message: unknown) => child.stdin.write(`${JSON.stringify(message)}\n`);
  return {
    hasEnded: () => ended !== undefined,
    open: (program) => {
      send({ program });
      return {
        run: async (added) => {
          const ending = new Promise<Ended['code']>((resolve) => (settle = resolve));
          send(added);
          const timer = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), limitMs);
          const code = ended ?? (await ending);
          clearTimeout(timer);
          return { code, output: output.take() };
        },
        close: () => void send(null),
      };
    },
    close: () => child.stdin.end(),
  };
}

function environment(added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  // Without the last, litellm would ask a server for prices when it is imported.
  return localEnvironment({ PYTHONPATH: pythonFolder, LITELLM_LOCAL_MODEL_COST_MAP: 'True', ...added });
}
