import TinyQueue from 'tinyqueue';
import { type Buckets, admit, fullBuckets, take } from '../emulator/buckets';
import { type Failure, type Retry, waitBefore } from './retry';
import type { Weather } from './storm';
import { type PlannedCall, type Workload, planCalls } from './workload';

/** A program's calls, what sends them again, and what they meet. */
export interface Simulation extends Weather {
  readonly workload: Workload;
  readonly retry: Retry;
}

/** How one run of a simulation ended. */
export interface Run {
  /** ms from the moment the program wants a call to its answer, of each that got one, sorted. */
  readonly latencies: readonly number[];
  /** Calls that failed, by what they failed of; `endless` those that were still sent again when the run was stopped. */
  readonly failed: Readonly<Partial<Record<Failure | 'endless', number>>>;
  /** Requests in all. */
  readonly requests: number;
  /** Input and output tokens of answers that broke off. */
  readonly wastedTokens: number;
  /** ms until the last call was through. */
  readonly drainedAt: number;
}

interface Call extends PlannedCall {
  /** How often each layer has sent it, inner to outer, in its present run. */
  readonly attempts: number[];
}

interface Event {
  readonly at: number;
  /** Of two events at one time the first made is the first. */
  readonly order: number;
  readonly happen: () => void;
}

/** How long a request is on its way, in ms, by which those that are sent at one time come in any order: none of them is always the last. */
const onTheWay = { least: 20, most: 150 };
/** What is not done after a day never will be. */
const longest = 86_400_000;
/** A retry without end and without a wait would go on for ever within that day. */
const mostRequests = (calls: number) => 30_000 + 10 * calls;

/**
 * Runs a workload against token buckets and a storm, in thought: no clock, no network. `random` gives numbers in [0, 1); the same
 * ones give the same outcome. The buckets are those of the emulator. A refusal takes no time, an answer `answerMs`; its output
 * tokens count when it begins.
 */
export function run({ workload, retry, limits, storm }: Simulation, random: () => number): Run {
  const events = new TinyQueue<Event>([], (a, b) => a.at - b.at || a.order - b.order);
  const isEndless = retry.layers.some(({ attempts }) => attempts === Infinity);
  const most = isEndless ? mostRequests(workload.calls) : Infinity;
  const waiting: Call[] = [];
  let served = 0;
  const latencies: number[] = [];
  const failed: Partial<Record<Failure | 'endless', number>> = {};
  let buckets: Buckets = fullBuckets(limits, 0);
  let [now, order, running, requests, wastedTokens, drainedAt] = [0, 0, 0, 0, 0, 0];

  // The buckets count whole milliseconds.
  const at = (time: number, happen: () => void) => events.push({ at: Math.ceil(time), order: order++, happen });
  const after = (ms: number, happen: () => void) => at(now + ms, happen);

  function begin(call: Call): void {
    if (running >= (workload.concurrency ?? Infinity)) {
      waiting.push(call);
      return;
    }
    running++;
    send(call);
  }

  function end(): void {
    drainedAt = now;
    const next = waiting[served];
    if (next === undefined) {
      running--;
      return;
    }
    served++;
    // An event of its own: a thousand calls that fail at once are no thousand calls within each other.
    after(0, () => send(next));
  }

  function fail(why: Failure | 'endless'): void {
    failed[why] = (failed[why] ?? 0) + 1;
    end();
  }

  function send(call: Call): void {
    requests++;
    after(onTheWay.least + (onTheWay.most - onTheWay.least) * random(), () => arrive(call));
  }

  function arrive(call: Call): void {
    const { refusal, retryAfterSeconds } = ask(call);
    if (refusal !== undefined) {
      again(call, refusal, retryAfterSeconds);
      return;
    }
    buckets = take(buckets, { dimension: 'outputTokens', tokens: call.outputTokens, now });
    if (random() >= (storm.brokenStreams ?? 0)) {
      after(workload.answerMs, () => {
        latencies.push(now - call.at);
        end();
      });
      return;
    }
    const part = random();
    wastedTokens += call.inputTokens + Math.round(call.outputTokens * part);
    after(workload.answerMs * part, () => again(call, 'broken-stream', undefined));
  }

  function ask(call: Call): { readonly refusal?: Failure; readonly retryAfterSeconds?: number } {
    if (storm.spendLimitFrom !== undefined && now >= storm.spendLimitFrom) return { refusal: 'spend-limit' };
    if (strikes(storm.overloaded)) return { refusal: 'overloaded' };
    if (strikes(storm.limited)) return { refusal: 'limited', ...(storm.limited?.retryAfterSeconds !== undefined && { retryAfterSeconds: storm.limited.retryAfterSeconds }) };
    const admission = admit(buckets, { inputTokens: call.inputTokens, now });
    // Whole seconds, rounded up, as the API says it.
    if (!admission.admitted) return { refusal: 'limited', retryAfterSeconds: Math.max(1, Math.ceil(admission.waitMs / 1000)) };
    buckets = admission.buckets;
    return {};
  }

  function strikes(window: { readonly from: number; readonly to: number; readonly share: number } | undefined): boolean {
    return window !== undefined && now >= window.from && now < window.to && random() < window.share;
  }

  function again(call: Call, why: Failure, retryAfterSeconds: number | undefined): void {
    for (const [index, layer] of retry.layers.entries()) {
      const attempts = call.attempts[index] ?? 1;
      if (!layer.covers.includes(why) || attempts >= layer.attempts) {
        call.attempts[index] = 1;
        continue;
      }
      call.attempts[index] = attempts + 1;
      const ms = waitBefore(layer, attempts, retryAfterSeconds, random);
      if (now + ms > longest || requests >= most) fail('endless');
      else after(ms, () => send(call));
      return;
    }
    fail(why);
  }

  for (const planned of planCalls(workload, random)) at(planned.beginAt, () => begin({ ...planned, attempts: retry.layers.map(() => 1) }));
  for (let event = events.pop(); event; event = events.pop()) {
    now = event.at;
    event.happen();
  }
  latencies.sort((a, b) => a - b);
  return { latencies, failed, requests, wastedTokens, drainedAt };
}
