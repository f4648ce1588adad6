import { modelClass } from '../limits/modelClass';
import type { CallSummary } from './callSummary';
import type { RetryKind, Waiting } from './cause';
import type { Evidence } from './evidence';
import { type CallOutcome, judgeCall } from './judgeCall';
import { isInFile, namedInStack } from './namedInStack';

/** A call of the workspace that can have made the request, and what the error does to it. */
export interface CallVerdict extends CallOutcome {
  readonly call: CallSummary;
  /** Why it is listed first, where it is: the stack trace names its lines, or lines of its file; its model is of the same class. */
  readonly because?: 'stack' | 'file' | 'model';
}

/** What the calls are held against. */
export interface CallTest {
  readonly retry: RetryKind;
  /** The wait that the first cause needs. */
  readonly waiting?: Waiting;
}

/**
 * The calls that can have made the request, the likeliest and the worst first. Calls that go to another service, of another model class,
 * or by another method are left out, unless the stack trace names them.
 */
export function relevantCalls(evidence: Evidence, calls: readonly CallSummary[], { retry, waiting }: CallTest): readonly CallVerdict[] {
  const named = new Set(namedInStack(evidence, calls));
  const needed = neededOf(evidence, waiting);
  const verdicts = calls.flatMap((call): CallVerdict[] => {
    const outcome = judgeCall(call, { retry, ...(needed && { needed }) });
    if (named.has(call)) return [{ ...outcome, call, because: 'stack' }];
    if (!isPossible(evidence, call) || (retry === 'stream' && call.streaming === false)) return [];
    const inFile = evidence.frames.some((frame) => isInFile(frame, call));
    const known = evidence.model !== undefined && call.model !== undefined;
    if (known && pool(evidence.model) !== pool(call.model)) return [];
    return [{ ...outcome, call, ...(inFile ? { because: 'file' as const } : known && { because: 'model' as const }) }];
  });
  return verdicts.sort(
    (a, b) => order(a) - order(b) || compare(a.call.file, b.call.file) || (a.call.cell ?? 0) - (b.call.cell ?? 0) || a.call.line - b.call.line || a.call.column - b.call.column,
  );
}

function neededOf({ retryAfterSeconds }: Evidence, waiting: Waiting | undefined) {
  if (retryAfterSeconds !== undefined) return { seconds: retryAfterSeconds, by: 'server' as const };
  return waiting?.seconds !== undefined && waiting.by === 'bucket' ? { seconds: waiting.seconds, by: waiting.by } : undefined;
}

/** By the method that was called and the service that answered, as far as both are known. */
function isPossible({ path, provider }: Evidence, { api, provider: own }: CallSummary): boolean {
  // Counting tokens has limits of its own: platform.claude.com/docs/en/build-with-claude/token-counting.
  if (/count_?tokens/i.test(api)) return false;
  if (path !== undefined && isBatches(path) !== isBatches(api) && path.includes('messages')) return false;
  return provider === undefined || provider === 'other' || own === undefined || own === 'gateway' || own === provider;
}

function isBatches(name: string): boolean {
  return /\bbatches\b/i.test(name);
}

/** Names of clouds put a region and a vendor before the model, and a version after it. */
function pool(model: string | undefined): string {
  const name = (model ?? '').toLowerCase().replace(/^.{0,40}?(?=claude-)/, '').replace(/(?:@\d{8}|-\d{8})?(?:-v\d+(?::\d+)?|-latest)?$/, '');
  return modelClass(name);
}

const outcomes: readonly CallOutcome['outcome'][] = ['fails', 'wastes', 'unknown', 'survives'];
const reasons: readonly CallVerdict['because'][] = ['stack', 'file', 'model', undefined];

function order({ because, outcome }: CallVerdict): number {
  return reasons.indexOf(because) * 10 + outcomes.indexOf(outcome);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
