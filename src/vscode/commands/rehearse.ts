import { commands, type Disposable, type QuickPickItem, Uri, window, workspace } from 'vscode';
import { scenarios } from '../../emulator/scenarios';
import { findScenario } from '../../emulator/scenarios/findScenario';
import type { Scenario } from '../../emulator/scenarios/scenario';
import type { ScenarioChange } from '../../emulator/scenarios/scenarioWith';
import type { Monitor } from '../../limits/monitorState';
import type { Rehearsal } from '../../rehearse/judgeRehearsal';
import { rehearsalText } from '../../rehearse/rehearsalText';
import type { Observer } from '../observer';
import { openPreview } from '../openPreview';
import type { RehearsalDesk } from '../rehearsal';

export interface RehearseDeps {
  readonly desk: RehearsalDesk;
  readonly observer: Pick<Observer, 'isRunning' | 'stop'>;
  readonly state: () => Promise<Pick<Monitor, 'readings'>>;
}

export const rehearsalScheme = 'headroom-rehearsal';

/**
 * "Rehearse a 429": starts a local Claude API that fails as chosen, or, while one runs, shows what can be done with it. An argument
 * `{ scenario, retryAfterSeconds? }` chooses at once; it resolves to the address. "Stop Rehearsal" ends it, and shows and resolves to what programs did.
 */
export function registerRehearse(deps: RehearseDeps): readonly Disposable[] {
  let report = '';
  const show = async (rehearsal: Rehearsal) => {
    report = rehearsalText(rehearsal);
    number++;
    await openPreview(Uri.from({ scheme: rehearsalScheme, path: '/Rehearsal of a 429.md', query: String(number) }));
  };
  let number = 0;
  return [
    workspace.registerTextDocumentContentProvider(rehearsalScheme, { provideTextDocumentContent: () => report }),
    commands.registerCommand('headroom.rehearse', async (argument: unknown) => {
      const asked = askedFor(argument);
      if (typeof asked === 'string') return void window.showErrorMessage(asked);
      return asked || !deps.desk.running() ? begin(deps, asked) : manage(deps, show);
    }),
    commands.registerCommand('headroom.stopRehearsal', async () => {
      const result = await deps.desk.stop();
      if (result) await show(result);
      else void window.showInformationMessage('Nothing is rehearsed.');
      return result;
    }),
  ];
}

interface Asked {
  readonly scenario: Scenario;
  readonly retryAfterSeconds?: number;
}

/** What an argument asks for; a sentence where there is no such scenario. */
function askedFor(argument: unknown): Asked | string | undefined {
  if (typeof argument !== 'object' || argument === null || !('scenario' in argument)) return undefined;
  const scenario = findScenario(argument.scenario);
  if (typeof scenario === 'string') return scenario;
  return { scenario, ...('retryAfterSeconds' in argument && typeof argument.retryAfterSeconds === 'number' && { retryAfterSeconds: argument.retryAfterSeconds }) };
}

interface ScenarioItem extends QuickPickItem {
  readonly scenario: Scenario;
}

async function begin({ desk, observer, state }: RehearseDeps, asked: Asked | undefined): Promise<string | undefined> {
  const scenario = asked?.scenario ?? (await window.showQuickPick(scenarios.map((each): ScenarioItem => ({ label: each.title, description: each.id, detail: each.about, scenario: each })), { title: 'Rehearse a 429', placeHolder: 'What shall the service do?', matchOnDescription: true, matchOnDetail: true }))?.scenario;
  if (!scenario) return undefined;
  if (observer.isRunning()) {
    const instead = 'Rehearse Instead';
    const answer = await window.showWarningMessage('Traffic is observed, which leads new terminals through this window too. A rehearsal takes its place.', instead);
    if (answer !== instead) return undefined;
    await observer.stop();
  }
  try {
    const url = await desk.start(scenario, { ...limitsOf((await state()).readings), ...(asked?.retryAfterSeconds !== undefined && { retryAfterSeconds: asked.retryAfterSeconds }) });
    void window.showInformationMessage(`Rehearsing: ${scenario.title}. Run your program in a new terminal or debug session (ANTHROPIC_BASE_URL=${url}); nothing goes to the Claude API. Then run "Claude API: Stop Rehearsal".`);
    return url;
  } catch (error) {
    void window.showErrorMessage(`Headroom cannot rehearse: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** The limits per minute that were last read, so that the rehearsal has the user's own. */
function limitsOf(readings: Monitor['readings']): ScenarioChange {
  const newest = [...readings].sort((a, b) => b.at - a.at)[0];
  const limit = (id: string) => newest?.buckets.find((bucket) => bucket.id === id)?.limit;
  const [rpm, itpm, otpm] = [limit('requests'), limit('input-tokens'), limit('output-tokens')];
  const limits = { ...(rpm !== undefined && { rpm }), ...(itpm !== undefined && { itpm }), ...(otpm !== undefined && { otpm }) };
  return Object.keys(limits).length === 0 ? {} : { limits };
}

async function manage(deps: RehearseDeps, show: (rehearsal: Rehearsal) => Promise<void>): Promise<string | undefined> {
  const { desk } = deps;
  const running = desk.running();
  const [report, other, wait, stop] = ['$(output) Show What Programs Did', '$(list-selection) Rehearse Something Else...', '$(watch) Change retry-after...', '$(debug-stop) Stop Rehearsal'];
  const chosen = await window.showQuickPick([report, other, wait, stop], { title: `Rehearsing: ${running?.title ?? ''}` });
  const result = desk.result();
  if (chosen === report && result) await show(result);
  if (chosen === stop) await commands.executeCommand('headroom.stopRehearsal');
  if (chosen === wait && running) {
    const seconds = await window.showInputBox({ title: 'Seconds that the answers ask to wait', validateInput: (text) => (/^\d{1,6}$/.test(text) ? undefined : 'A whole number of seconds.') });
    if (seconds !== undefined) return desk.start(running, { retryAfterSeconds: Number(seconds) });
  }
  return chosen === other ? begin(deps, undefined) : undefined;
}
