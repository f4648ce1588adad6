import { modelClass } from '../limits/modelClass';
import type { CallSummary } from './callSummary';
import type { RetryKind } from './cause';
import type { Evidence } from './evidence';
import { type CallOutcome, judgeCall } from './judgeCall';

/** A call of the workspace that can have made the request, and what the error does to it. */
export interface CallVerdict extends CallOutcome {
  readonly call: CallSummary;
  /** Why it is listed first, where it is. */
  readonly because?: 'stack' | 'model';
}

/** The calls that can have made the request, the likeliest and the worst first. Calls of another model class are left out. */
export function relevantCalls(evidence: Evidence, calls: readonly CallSummary[], retry: RetryKind): readonly CallVerdict[] {
  const named = new Set(callsOfFrames(evidence.frames, calls));
  const verdicts = calls.flatMap((call): CallVerdict[] => {
    const outcome = judgeCall(call, retry, evidence.retryAfterSeconds);
    if (named.has(call)) return [{ ...outcome, call, because: 'stack' }];
    // Counting tokens has limits of its own: platform.claude.com/docs/en/build-with-claude/token-counting.
    if (/count_?tokens/i.test(call.api) || (retry === 'stream' && call.streaming === false)) return [];
    if (evidence.model === undefined || call.model === undefined) return [{ ...outcome, call }];
    return modelClass(bareModel(evidence.model)) === modelClass(bareModel(call.model)) ? [{ ...outcome, call, because: 'model' }] : [];
  });
  return verdicts.sort((a, b) => rank(a) - rank(b) || compare(a.call.file, b.call.file) || (a.call.cell ?? 0) - (b.call.cell ?? 0) || a.call.line - b.call.line || a.call.column - b.call.column);
}

/** The calls that a stack trace names by their lines. */
export function callsOfFrames(frames: Evidence['frames'], calls: readonly CallSummary[]): readonly CallSummary[] {
  return calls.filter((call) => frames.some((frame) => frame.line >= call.line && frame.line <= (call.endLine ?? call.line) && samePath(frame.file, call.file)));
}

/** The model's own name, without what a cloud or gateway puts around it. */
function bareModel(model: string): string {
  return model.toLowerCase().replace(/^.*?(?=claude-)/, '').replace(/(?:[-@]\d{8}.*|-v\d.*|-latest)$/, '');
}

function samePath(frame: string, file: string): boolean {
  return frame === file || frame.endsWith(`/${file}`) || file.endsWith(`/${frame.replace(/^\.\//, '')}`);
}

const outcomes: readonly CallOutcome['outcome'][] = ['fails', 'wastes', 'unknown', 'survives'];

function rank({ because, outcome }: CallVerdict): number {
  return (because === 'stack' ? 0 : because === 'model' ? 10 : 20) + outcomes.indexOf(outcome);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
