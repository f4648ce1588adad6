import { debug, type DebugConfiguration, type Disposable, StatusBarAlignment, type StatusBarItem, window, workspace } from 'vscode';
import type { Scenario } from '../emulator/scenarios/scenario';
import { type ScenarioChange, scenarioWith } from '../emulator/scenarios/scenarioWith';
import { type Emulator, startEmulator } from '../emulator/server';
import { judgeRehearsal, type Rehearsal } from '../rehearse/judgeRehearsal';
import type { TerminalVariables } from './terminalVariables';

/** A local Claude API that fails as chosen, and the variables that lead programs of new terminals and debug sessions to it. */
export interface RehearsalDesk {
  /** Begins, or changes what is rehearsed; what was seen so far is forgotten. Resolves to the address. Throws, with a sentence for the user, where it may not or cannot begin. */
  start(scenario: Scenario, change?: ScenarioChange): Promise<string>;
  /** What is rehearsed; undefined where nothing is. */
  running(): Scenario | undefined;
  /** What programs have done since it began. */
  result(): Rehearsal | undefined;
  /** Ends it, and leads new terminals to the API again. Resolves to what programs did. */
  stop(): Promise<Rehearsal | undefined>;
  dispose(): void;
}

/** Makes the desk, at which nothing is rehearsed yet. */
export function createRehearsalDesk(variables: TerminalVariables): RehearsalDesk {
  let emulator: Emulator | undefined;
  let scenario: Scenario | undefined;
  let item: StatusBarItem | undefined;
  let seen = 0;
  const sessions: Disposable = debug.registerDebugConfigurationProvider('*', { resolveDebugConfigurationWithSubstitutedVariables: (_, configuration) => withAddress(configuration, emulator?.url) });

  function show(): void {
    item ??= window.createStatusBarItem('headroom.rehearsal', StatusBarAlignment.Left, 0);
    item.name = 'Rehearsal of a 429';
    item.text = `$(beaker) Rehearsing: ${seen} ${seen === 1 ? 'request' : 'requests'}`;
    item.tooltip = `Rehearsing: ${scenario?.title ?? ''}. New terminals and debug sessions send Claude API requests to this window. Click to change it, see what programs did, or stop.`;
    item.command = 'headroom.rehearse';
    item.show();
  }

  function count(): void {
    seen++;
    show();
  }

  return {
    start: async (chosen, change = {}) => {
      if (!workspace.isTrusted) throw new Error('This workspace is not trusted, so nothing is rehearsed in it.');
      const next = scenarioWith(chosen, change);
      if (emulator) {
        emulator.reset();
        emulator.setScenario(next);
      }
      emulator ??= await startEmulator({ scenario: next, onRequest: count });
      [scenario, seen] = [next, 0];
      const about = 'Leads Claude API requests of new terminals to a rehearsal in this window, which answers them itself.';
      variables.set('ANTHROPIC_BASE_URL', { value: emulator.url, holds: 'while-open', about });
      variables.set('ANTHROPIC_API_KEY', { value: 'rehearsal', holds: 'while-open', about: 'Keeps a real key out of the rehearsal.' });
      show();
      return emulator.url;
    },
    running: () => scenario,
    result: () => scenario && emulator && judgeRehearsal(scenario, emulator.requests),
    stop: async () => {
      const result = scenario && emulator && judgeRehearsal(scenario, emulator.requests);
      const ending = emulator;
      [emulator, scenario] = [undefined, undefined];
      item?.dispose();
      item = undefined;
      if (ending) ['ANTHROPIC_BASE_URL', 'ANTHROPIC_API_KEY'].forEach((name) => variables.delete(name));
      await ending?.close();
      return result;
    },
    dispose: () => {
      sessions.dispose();
      item?.dispose();
      void emulator?.close();
    },
  };
}

/** Kinds of debug sessions that run a program with an `env` of its own. */
const withEnv = /^(?:node|pwa-node|node-terminal|python|debugpy|go|java|bun|extensionHost)$/;

/** What the user's own configuration says of the address goes before the rehearsal's. */
function withAddress(configuration: DebugConfiguration, url: string | undefined): DebugConfiguration {
  if (url === undefined || configuration.request !== 'launch' || !withEnv.test(configuration.type)) return configuration;
  const own = typeof configuration.env === 'object' && configuration.env !== null ? { ...(configuration.env as Readonly<Record<string, unknown>>) } : {};
  return 'ANTHROPIC_BASE_URL' in own ? configuration : { ...configuration, env: { ANTHROPIC_API_KEY: 'rehearsal', ...own, ANTHROPIC_BASE_URL: url } };
}
