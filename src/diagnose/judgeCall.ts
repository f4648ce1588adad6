import type { CallSummary } from './callSummary';
import type { RetryKind } from './cause';
import { count, duration } from './facts';

/** What happens to a call when the diagnosed error hits it. */
export interface CallOutcome {
  /** `wastes`: retries that cannot succeed. */
  readonly outcome: 'fails' | 'wastes' | 'survives' | 'unknown';
  /** A clause about the call, without text of the user's. */
  readonly text: string;
}

/** What a call is held against. */
export interface CallNeed {
  readonly retry: RetryKind;
  /** The wait that is needed, and whether the server asked for it or the refilling of the limit takes it. */
  readonly needed?: { readonly seconds: number; readonly by: 'server' | 'bucket' };
}

/** Holds a call's effective policy against an error, and against the wait that was needed where it is known. */
export function judgeCall(call: CallSummary, { retry, needed }: CallNeed): CallOutcome {
  if (call.state === 'unknown') return { outcome: 'unknown', text: 'its retry policy could not be resolved' };
  switch (retry) {
    case 'useless':
      return judgeUseless(call);
    case 'stream':
      return judgeStream(call);
    case 'overload':
      return judgeWait(call, { covers: call.covers529, needed, enough: overloadSeconds, name: '529' });
    case 'rate-limit':
      return judgeWait(call, { covers: call.covers429, needed, enough: refillSeconds, name: '429' });
  }
}

/** A token bucket is full again after a minute: platform.claude.com/docs/en/api/rate-limits. */
const refillSeconds = 60;
/** Windows of overload last some minutes; the shortest one reported lasted two (github.com/NousResearch/hermes-agent/issues/101875). */
const overloadSeconds = 120;
/** Where the SDKs for Python and C# stop to obey `retry-after` (anthropic-sdk-python 0.121.0, `_base_client.py`). */
const usualCapSeconds = 60;
/** A program that says nothing for longer seems to hang. */
const longSleepSeconds = 300;

function judgeUseless({ attempts }: CallSummary): CallOutcome {
  if (attempts === 'unknown') return { outcome: 'unknown', text: 'how often it is sent could not be resolved' };
  if (attempts === 1) return { outcome: 'survives', text: 'fails at once, as it should: no retry can succeed' };
  return { outcome: 'wastes', text: attempts === 'unbounded' ? 'retries without end, and no retry can succeed' : `is sent ${count(attempts)} times, and no retry can succeed` };
}

function judgeStream({ state, streaming }: CallSummary): CallOutcome {
  if (streaming === false) return { outcome: 'survives', text: 'does not stream' };
  if (state === 'wrapped') return { outcome: 'unknown', text: 'has a retry around it; check that the stream is read inside of it' };
  if (streaming === undefined) return { outcome: 'unknown', text: 'if it streams, nothing sends it again when the error comes inside the stream' };
  return { outcome: 'fails', text: 'nothing sends it again when the error comes inside the stream' };
}

interface Need {
  readonly covers: CallSummary['covers429'];
  readonly needed: CallNeed['needed'];
  readonly enough: number;
  readonly name: '429' | '529';
}

function judgeWait(call: CallSummary, need: Need): CallOutcome {
  const { covers, needed, name } = need;
  const { state, attempts, retryAfter, maxWaitSeconds } = call;
  if (state === 'ineffective') return { outcome: 'fails', text: `has a retry that does not act on a ${name}` };
  if (state === 'none' || attempts === 1) return { outcome: 'fails', text: `nothing sends it again after a ${name}` };
  if (covers === false) return { outcome: 'fails', text: `its retry leaves ${name} out` };
  if (covers === 'unknown') return { outcome: 'unknown', text: `whether its retry acts on a ${name} could not be resolved` };
  const asked = needed?.by === 'server' ? needed.seconds : undefined;
  const obeys = retryAfter === 'honoured' || (retryAfter === 'capped' && (asked ?? 0) <= usualCapSeconds);
  if (obeys && asked !== undefined) return { outcome: 'survives', text: `waits the ${duration(asked)} that the server asked for${times(attempts)}${asked >= longSleepSeconds ? ', and says nothing all the while' : ''}` };
  if (obeys && name === '429') return { outcome: 'survives', text: `waits as long as \`retry-after\` says${times(attempts)}` };
  if (maxWaitSeconds === 'unknown') return { outcome: 'unknown', text: 'how long it waits could not be resolved' };
  const given = retryAfter === 'capped' && asked !== undefined ? ', for it ignores a `retry-after` of more than a minute' : '';
  return { outcome: maxWaitSeconds < (needed?.seconds ?? need.enough) ? 'fails' : 'survives', text: `waits ${duration(maxWaitSeconds)} in all${given}; ${reasonOf(need)}` };
}

function reasonOf({ needed, enough, name }: Need): string {
  if (needed?.by === 'server') return `the server asked for ${duration(needed.seconds)}`;
  if (needed) return `the limit needs ${duration(needed.seconds)} to let the request through`;
  return name === '429' ? `a bucket can take ${duration(enough)} to refill` : 'overload mostly lasts minutes';
}

function times(attempts: CallSummary['attempts']): string {
  if (typeof attempts !== 'number') return attempts === 'unbounded' ? ', without end' : '';
  return attempts === 2 ? ', once' : `, up to ${count(attempts - 1)} times`;
}
