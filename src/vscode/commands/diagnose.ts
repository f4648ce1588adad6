import { commands, type Disposable, env, ProgressLocation, window } from 'vscode';
import type { CallSummary } from '../../diagnose/callSummary';
import { diagnose } from '../../diagnose/diagnose';
import type { Evidence } from '../../diagnose/evidence';
import { evidenceFromReading } from '../../diagnose/evidenceFromReading';
import { readEvidence } from '../../diagnose/readEvidence';
import { systemClock } from '../../io/clock';
import { within } from '../../io/within';
import type { PingResult } from '../../limits/pingResult';
import type { ReportView } from '../report';

export interface DiagnoseDeps {
  readonly report: ReportView;
  /** How the last test ping ended, if there was one. */
  readonly lastReading: () => PingResult | undefined;
  /** The Claude calls of the workspace. */
  readonly calls: () => Promise<readonly CallSummary[]>;
  /** Reads the limits anew, if pings are allowed: the meter then shows what is left after the error. */
  readonly refresh: () => Promise<void>;
  /** Takes one line for the log; it never holds text of the error. */
  readonly log: (line: string) => void;
}

/**
 * "Diagnose 429": takes the error from the selection, else the clipboard, else an input box, else the last test ping,
 * and opens the report. An argument `{ text }` goes before all of them. The command returns the id of the first cause,
 * `cannot-tell`, or `undefined` when the user cancels.
 */
export function registerDiagnose(deps: DiagnoseDeps): Disposable {
  return commands.registerCommand('headroom.diagnose', (argument: unknown) => run(deps, argument));
}

async function run(deps: DiagnoseDeps, argument: unknown): Promise<string | undefined> {
  const found = await findEvidence(deps, argument);
  if (!found) return undefined;
  const calls = await window.withProgress({ location: ProgressLocation.Window, title: 'Diagnosing' }, () => callsInTime(deps));
  const diagnosis = diagnose(found.evidence, calls);
  deps.log(`Diagnosis: ${diagnosis.top}${diagnosis.failed.length === 0 ? '' : `; these causes failed to run: ${diagnosis.failed.join(', ')}`}`);
  await deps.report.show(diagnosis, found.from);
  // Nobody waits for it.
  void deps.refresh().catch(() => undefined);
  return diagnosis.top;
}

interface Found {
  readonly evidence: Evidence;
  readonly from?: string;
}

async function findEvidence({ lastReading }: DiagnoseDeps, argument: unknown): Promise<Found | undefined> {
  const given = textOf(argument);
  if (given !== undefined) return { evidence: readEvidence(given) };
  const selected = readEvidence(selectedText());
  if (selected.occurrences > 0) return { evidence: selected, from: 'the selection' };
  const copied = readEvidence(await env.clipboard.readText());
  if (copied.occurrences > 0) return { evidence: copied, from: 'the clipboard' };
  const ping = lastReading();
  const typed = await window.showInputBox({
    title: 'Diagnose 429',
    prompt: ping ? 'Paste the error or log lines, or press Enter to diagnose the last test ping.' : 'Paste the error or log lines.',
    placeHolder: 'RateLimitError: 429 {"type":"error", …}',
    ignoreFocusOut: true,
  });
  if (typed === undefined) return undefined;
  if (typed.trim() === '' && ping) return { evidence: evidenceFromReading(ping), from: 'the last test ping' };
  return { evidence: readEvidence(typed), from: 'the input box' };
}

function textOf(argument: unknown): string | undefined {
  return typeof argument === 'object' && argument !== null && 'text' in argument && typeof argument.text === 'string' ? argument.text : undefined;
}

function selectedText(): string {
  const editor = window.activeTextEditor;
  return editor ? editor.selections.map((selection) => editor.document.getText(selection)).join('\n') : '';
}

/** A linter that is still reading the workspace, or has stopped, must not hold the diagnosis up. */
async function callsInTime({ calls, log }: DiagnoseDeps): Promise<readonly CallSummary[]> {
  const found = await within({ clock: systemClock, ms: 10_000, promise: calls() });
  if (!found) log('The calls of the workspace could not be read in time; the diagnosis goes without them.');
  return found ?? [];
}
