import { commands, type Disposable, env, ProgressLocation, type Uri, window } from 'vscode';
import type { CallSummary } from '../../diagnose/callSummary';
import { diagnose } from '../../diagnose/diagnose';
import type { Evidence } from '../../diagnose/evidence';
import { systemClock } from '../../io/clock';
import { within } from '../../io/within';
import { askFirst, type EvidenceSources, findEvidence, type FoundEvidence } from '../evidence/findEvidence';
import type { ReportView } from '../report';

export interface DiagnoseDeps {
  readonly report: ReportView;
  readonly sources: EvidenceSources;
  /** The Claude calls of the workspace. */
  readonly calls: () => Promise<readonly CallSummary[]>;
  /** Reads the limits anew, if pings are allowed: the meter then shows what is left after the error. */
  readonly refresh: () => Promise<void>;
  /** Takes one line for the log; it never holds text of the error. */
  readonly log: (line: string) => void;
}

/** What commands know of the last diagnosis. */
export interface Diagnoser {
  readonly disposables: readonly Disposable[];
  last(): Evidence | undefined;
  /** Diagnoses again, with what was found out since. Resolves to the id of the first cause. */
  again(evidence: Evidence): Promise<string>;
}

/**
 * "Diagnose 429": finds the error (`findEvidence`) and opens the report. An argument `{ text }` or `{ uri }` goes before all sources. The command
 * resolves to the id of the first cause, `cannot-tell`, or `undefined` when the user cancels. "Diagnose 429 in File", "in Terminal Selection"
 * and "From...", which asks, take theirs from there.
 */
export function registerDiagnose(deps: DiagnoseDeps): Diagnoser {
  let last: FoundEvidence | undefined;
  const show = async (found: FoundEvidence) => {
    last = found;
    return run(deps, found);
  };
  const start = async (argument: unknown) => {
    const found = await findEvidence(deps.sources, argument);
    return found && show(found);
  };
  return {
    disposables: [
      commands.registerCommand('headroom.diagnose', start),
      commands.registerCommand('headroom.diagnoseFile', async (uri: Uri | undefined) => {
        const [chosen] = uri ? [uri] : ((await window.showOpenDialog({ title: 'Diagnose 429 in a file', openLabel: 'Diagnose' })) ?? []);
        return chosen && start(chosen);
      }),
      commands.registerCommand('headroom.diagnoseFrom', () => start(askFirst)),
      commands.registerCommand('headroom.diagnoseTerminal', async () => start({ text: await terminalSelection() })),
    ],
    last: () => last?.evidence,
    again: async (evidence) => show({ ...last, evidence }),
  };
}

/** VS Code hands a terminal's selection out by the clipboard alone, which then gets back what it had. Empty where nothing is selected. */
async function terminalSelection(): Promise<string> {
  const before = await env.clipboard.readText();
  try {
    // An empty text tells a copy of the same text from none.
    await env.clipboard.writeText('');
    await commands.executeCommand('workbench.action.terminal.copySelection');
    return await env.clipboard.readText();
  } finally {
    await env.clipboard.writeText(before);
  }
}

async function run(deps: DiagnoseDeps, { evidence, from }: FoundEvidence): Promise<string> {
  const calls = await window.withProgress({ location: ProgressLocation.Window, title: 'Diagnosing' }, () => callsInTime(deps));
  const diagnosis = diagnose(evidence, calls);
  deps.log(`Diagnosis: ${diagnosis.top}${diagnosis.failed.length === 0 ? '' : `; these causes failed to run: ${diagnosis.failed.join(', ')}`}`);
  await deps.report.show(diagnosis, from);
  // Nobody waits for it.
  void deps.refresh().catch(() => undefined);
  return diagnosis.top;
}

/** A linter that is still reading the workspace, or has stopped, must not hold the diagnosis up. */
async function callsInTime({ calls, log }: DiagnoseDeps): Promise<readonly CallSummary[]> {
  const found = await within({ clock: systemClock, ms: 10_000, promise: calls() });
  if (!found) log('The calls of the workspace could not be read in time; the diagnosis goes without them.');
  return found ?? [];
}
