import { env, type QuickPickItem, Uri, window } from 'vscode';
import { codeSpan } from '../../diagnose/codeSpan';
import type { Evidence } from '../../diagnose/evidence';
import { evidenceFromHistory, type Readings, withReadings } from '../../diagnose/evidenceFromHistory';
import { evidenceFromReading } from '../../diagnose/evidenceFromReading';
import { isLimitError } from '../../diagnose/isLimitError';
import { readEvidence } from '../../diagnose/readEvidence';
import type { PingResult } from '../../limits/pingResult';
import type { Copies } from './copies';
import type { Output, Outputs } from './outputs';
import { readFileWithProgress } from './readFileWithProgress';

export interface EvidenceSources {
  readonly outputs: Outputs;
  readonly copies: Copies;
  /** How the last test ping ended, if there was one. */
  readonly lastReading: () => PingResult | undefined;
  readonly readings: () => Promise<Readings>;
  /** Sends a test ping where the user has allowed that, or asks first. */
  readonly ping: () => Promise<void>;
  /** The machine's clock in ms. */
  readonly now: () => number;
}

/** Evidence, and where it was taken from, for example "the clipboard". */
export interface FoundEvidence {
  readonly evidence: Evidence;
  readonly from?: string;
}

/**
 * Finds the error to diagnose: what the command was given, else the selection, the clipboard, what terminals, tasks and debug sessions
 * printed, the readings of the limits, else what the user chooses. A clipboard that was diagnosed before gives way to what was printed since.
 * Undefined where they cancel.
 */
export async function findEvidence(sources: EvidenceSources, argument: unknown): Promise<FoundEvidence | undefined> {
  const found = argument === askFirst ? await ask(sources) : (await given(argument)) ?? selected() ?? (await nearby(sources)) ?? (await read(sources)) ?? (await ask(sources));
  return found === 'cancelled' || found === undefined ? undefined : { ...found, evidence: withReadings(found.evidence, await sources.readings()) };
}

/** The argument for which the user is asked before anything is looked for. */
export const askFirst = 'ask';

async function given(argument: unknown): Promise<FoundEvidence | 'cancelled' | undefined> {
  if (argument instanceof Uri) return readFile(argument);
  if (typeof argument !== 'object' || argument === null) return undefined;
  if ('text' in argument && typeof argument.text === 'string') return { evidence: readEvidence(argument.text) };
  return 'uri' in argument && argument.uri instanceof Uri ? readFile(argument.uri) : undefined;
}

async function readFile(uri: Uri): Promise<FoundEvidence | 'cancelled'> {
  const evidence = await readFileWithProgress(uri);
  return evidence ? { evidence, from: `the file ${codeSpan(uri.path.slice(uri.path.lastIndexOf('/') + 1), 80)}` } : 'cancelled';
}

function selected(): FoundEvidence | undefined {
  const editor = window.activeTextEditor;
  const text = editor ? editor.selections.map((selection) => editor.document.getText(selection)).join('\n') : '';
  return withError(text, 'the selection');
}

/** The clipboard, or what was printed after it was diagnosed. */
async function nearby({ outputs, copies, now }: EvidenceSources): Promise<FoundEvidence | undefined> {
  const text = await env.clipboard.readText();
  const copied = withError(text, 'the clipboard');
  const before = copied && copies.diagnosedAt(text);
  const since = before === undefined ? undefined : printed(outputs.list().filter(({ at }) => at > before));
  const found = since ?? copied ?? printed(outputs.list());
  if (found && found === copied) copies.keep(text, now());
  return found;
}

/** The newest output that holds an error of a limit or an overload. */
function printed(outputs: readonly Output[]): FoundEvidence | undefined {
  for (const { text, from } of outputs) {
    const evidence = readEvidence(text);
    // Nobody has pointed at it, and any program prints numbers that look like a status.
    if (isLimitError(evidence)) return { evidence, from };
  }
  return undefined;
}

function withError(text: string, from: string): FoundEvidence | undefined {
  const evidence = readEvidence(text);
  return evidence.occurrences > 0 ? { evidence, from } : undefined;
}

/** A 429 that the pass-through, a recorder or a ping has seen lately. */
async function read({ readings, lastReading, now }: EvidenceSources): Promise<FoundEvidence | undefined> {
  const last = lastReading();
  const evidence = evidenceFromHistory(await readings(), now(), lately);
  // A ping that failed tells its message too, which the history does not keep.
  if (last && 'failure' in last && now() - last.at <= lately && last.at >= (evidence?.history.at(-1)?.at ?? 0)) return { evidence: evidenceFromReading(last), from: 'the last test ping' };
  return evidence && { evidence, from: 'the history of readings' };
}

const lately = 10 * 60_000;

interface Choice extends QuickPickItem {
  readonly take: () => Promise<FoundEvidence | 'cancelled' | undefined>;
}

async function ask(sources: EvidenceSources): Promise<FoundEvidence | 'cancelled' | undefined> {
  const last = sources.lastReading();
  const choices: readonly Choice[] = [
    { label: '$(clippy) The Clipboard', take: async () => ({ evidence: readEvidence(await env.clipboard.readText()), from: 'the clipboard' }) },
    { label: '$(terminal) What Terminals and Debug Sessions Printed', take: () => Promise.resolve(printed(sources.outputs.list()) ?? { evidence: readEvidence(''), from: 'terminals and debug sessions' }) },
    { label: '$(edit) Paste an Error or Log Lines...', take: typed },
    { label: '$(folder-opened) Read a File...', description: 'a log of any size, a HAR, a response', take: chosenFile },
    ...(last ? [{ label: '$(pulse) The Last Test Ping', take: () => Promise.resolve({ evidence: evidenceFromReading(last), from: 'the last test ping' }) }] : []),
    { label: '$(refresh) Check Headroom Now', description: 'one test ping, where nothing but a key is at hand', take: () => pinged(sources) },
  ];
  const chosen = await window.showQuickPick(choices, { title: 'Diagnose 429', placeHolder: 'No error is selected, copied or printed in a terminal. Where is it?', ignoreFocusOut: true });
  return chosen ? chosen.take() : 'cancelled';
}

async function typed(): Promise<FoundEvidence | 'cancelled'> {
  const text = await window.showInputBox({ title: 'Diagnose 429', prompt: 'Paste the error or log lines.', placeHolder: 'RateLimitError: 429 {"type":"error", …}', ignoreFocusOut: true });
  return text === undefined ? 'cancelled' : { evidence: readEvidence(text), from: 'the input box' };
}

async function chosenFile(): Promise<FoundEvidence | 'cancelled'> {
  const [uri] = (await window.showOpenDialog({ title: 'Diagnose 429 in a file', openLabel: 'Diagnose' })) ?? [];
  return uri ? readFile(uri) : 'cancelled';
}

async function pinged({ ping, lastReading }: EvidenceSources): Promise<FoundEvidence | 'cancelled'> {
  await ping();
  const last = lastReading();
  return last ? { evidence: evidenceFromReading(last), from: 'a test ping' } : 'cancelled';
}
