import type { DiagnosisJson } from './diagnosisJson';
import type { StepAction } from './missing';
import { reportContent } from './reportContent';

/** What the page of a diagnosis shows, and keeps for the time after its window was closed. Plain JSON, redacted. */
export interface ShownDiagnosis {
  readonly diagnosis: DiagnosisJson;
  /** Where the error was taken from, for example "the clipboard". */
  readonly from?: string;
}

/** What the window tells the page. */
export interface DiagnosisMessage {
  readonly type: 'diagnosis';
  readonly shown: ShownDiagnosis;
  /** What can be done here with one click. */
  readonly actions: readonly StepAction[];
  /** What has just changed, as a sentence to be read out. */
  readonly changed?: string;
}

/** What the page asks its window for; calls by their number in the diagnosis. */
export type DiagnosisRequest =
  | { readonly type: 'load' }
  | { readonly type: 'open'; readonly call: number }
  /** `choose`: takes the preferred fix without asking which. */
  | { readonly type: 'fix'; readonly call: number; readonly choose?: 'preferred' }
  | { readonly type: 'step'; readonly action: StepAction }
  | { readonly type: 'copy' | 'save' }
  | { readonly type: 'link'; readonly address: string };

export const stepActions: readonly StepAction[] = ['ping', 'count-tokens', 'pass-through', 'record', 'configured-limits', 'rehearse', 'simulate'];

/** A request as the page sends it; undefined for anything else. */
export function readDiagnosisRequest(message: unknown): DiagnosisRequest | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { type, call, action, address, choose } = message as Readonly<Record<string, unknown>>;
  switch (type) {
    case 'load':
    case 'copy':
    case 'save':
      return { type };
    case 'open':
      return isNumber(call) ? { type, call } : undefined;
    case 'fix':
      return isNumber(call) ? { type, call, ...(choose === 'preferred' && { choose }) } : undefined;
    case 'step': {
      const known = stepActions.find((one) => one === action);
      return known === undefined ? undefined : { type, action: known };
    }
    case 'link':
      return typeof address === 'string' ? { type, address } : undefined;
    default:
      return undefined;
  }
}

/** The diagnosis that a page has kept; undefined for anything else, and for what another version kept and this one cannot show. */
export function keptDiagnosis(state: unknown): ShownDiagnosis | undefined {
  if (typeof state !== 'object' || state === null || !('diagnosis' in state)) return undefined;
  const { diagnosis, from } = state as { readonly diagnosis: unknown; readonly from?: unknown };
  if (typeof diagnosis !== 'object' || diagnosis === null || !('version' in diagnosis) || diagnosis.version !== 1) return undefined;
  const kept = diagnosis as DiagnosisJson;
  try {
    // Whatever is missing in it fails here, and not when it is shown.
    reportContent(kept);
    return { diagnosis: kept, ...(typeof from === 'string' && { from }) };
  } catch {
    return undefined;
  }
}

/** Whether the diagnosis itself leads to this address: nothing else is opened. */
export function isLinkOf({ diagnosis: { causes, drivers, missing } }: ShownDiagnosis, address: string): boolean {
  const all = [...causes, ...drivers];
  const texts = [...all.flatMap(({ advice, waiting }) => [...advice, waiting.text]), ...(missing?.next ?? []).map(({ text }) => text)];
  return address.startsWith('https://') && (all.some(({ sources }) => sources.includes(address)) || texts.some((text) => text.includes(`](${address})`)));
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
