import type { ErrorFamily } from '../libraries/errorClasses';
import { type Answers, type Scenario, scenarios } from '../program/abstract';
import { linksAfter } from '../program/chain';
import { type CallRef, type FunctionRef, absolute, calleeName, isWithin, outward } from '../program/fileView';
import { handingOf } from '../program/handed';
import { type Work, type Run, newRun, runToTheEnd } from '../program/interpret';
import { callersOf } from '../program/resolve';
import { repairsOf } from '../libraries/repairsOf';
import { type Layer, type Tri, unknownLayer } from './layer';
import { boundedWait } from './waitRepairs';

export const recursionName = 'a call of itself';

export interface RecursionSubject {
  readonly of: FunctionRef;
  /** The request within the function, or the call that leads to it. */
  readonly ref: CallRef;
  readonly answers: Answers;
  readonly errors: ErrorFamily;
  readonly work?: Work;
}

/**
 * Reads a function that sends a request and calls itself to send it again, by running it in thought. Undefined when
 * it does not call itself after a failure, or does so after a success too, as an agent's next turn.
 */
export function readRecursion(subject: RecursionSubject): Layer | undefined {
  const { of } = subject;
  const itself = callersOf(of).find(({ chunk, call }) => chunk === of.chunk && isWithin(chunk, call.region, of.fn.region));
  if (!itself) return undefined;
  const at = absolute(itself.chunk, itself.call.callee.span);
  const name = recursionName;
  const [ok, limited, overloaded, broken, ...others] = [scenarios.ok, scenarios.rateLimited, scenarios.overloaded, scenarios.connection, scenarios.serverError, scenarios.unavailable, scenarios.badRequest].map((scenario) => follow(subject, scenario));
  if (!ok || !limited || !overloaded || !broken || ok.again === true) return undefined;
  const isDrawn = limited.run.met.random === true;
  const failures = [limited, overloaded, broken, ...others];
  const permanent = others.at(-1)?.again;
  if (failures.every(({ again }) => again === false)) return isInChain(itself, subject) ? unknownLayer({ kind: 'helper', name, at }) : undefined;
  if (limited.again === 'unknown') return unknownLayer({ kind: 'helper', name, at });
  const patient = limited.again && limited.run.readsRetryAfter ? longWait(subject) : undefined;
  return {
    kind: 'helper',
    name,
    implicit: false,
    at,
    attempts: limited.again ? limited.turns : 1,
    covers429: limited.again,
    covers529: overloaded.again,
    coversConnection: broken.again,
    retryAfter: limited.run.readsRetryAfter ? 'honoured' : 'ignored',
    maxWaitSeconds: limited.again ? limited.waits : 0,
    ...(limited.again && permanent !== undefined && permanent !== 'unknown' && { coversPermanent: permanent }),
    ...(limited.again && (isDrawn || limited.waits !== 'unknown') && limited.waits !== 0 && { jitter: isDrawn }),
    ...(patient && { waitsHoweverLong: true as const, ...repairsOf({ wait: boundedWait({ chunk: of.chunk, home: of.fn.region, told: patient, untold: failures.map(({ run }) => run) }) }) }),
    ...(!limited.again && { whyNot: 'it does not call itself again on a 429' }),
  };
}

/** True for a call in a callback of a promise or timer that is not followed, as what comes after the request is. */
function isInChain({ chunk, call }: CallRef, { of: { fn }, ref }: RecursionSubject): boolean {
  const followed = linksAfter(ref.chunk, ref.call);
  let [isLater, isElsewhere] = [false, false];
  for (const { region } of outward(chunk, call.region)) {
    if (region.kind !== 'function') continue;
    if (chunk.facts.functions[region.fn] === fn) return isElsewhere;
    const handing = handingOf(chunk, region.fn);
    if (!handing) continue;
    if (followed.includes(handing.ref.call)) return isLater;
    const name = calleeName(handing.ref.call) ?? '';
    isElsewhere ||= chains.has(name);
    isLater ||= chains.has(name) && name !== 'then';
  }
  return isElsewhere;
}

const chains = new Set(['then', 'catch', 'finally', 'setTimeout', 'Promise']);

interface Followed {
  readonly again: Tri;
  readonly turns: Layer['attempts'];
  readonly waits: number | 'unknown';
  readonly run: Run;
}

/** The run in which it calls itself after a wait as long as a service says that names a time beyond all limits. */
function longWait({ of, ref, answers, errors, work }: RecursionSubject): Run | undefined {
  const { toldLong } = scenarios;
  const run = newRun({ scenario: toldLong, subject: ref, answer: answers(toldLong), errors, self: of.fn, work });
  return runToTheEnd(of, run, 1).flow === 'again' && (run.slept ?? 0) >= toldLong.toldSeconds / 2 ? run : undefined;
}

function follow({ of, ref, answers, errors, work }: RecursionSubject, scenario: Scenario): Followed {
  const run = newRun({ scenario, subject: ref, answer: answers(scenario), errors, self: of.fn, work });
  const { flow, turns } = runToTheEnd(of, run);
  const waits = run.slept === undefined || run.assumed.size > 0 ? 'unknown' : Math.round(run.slept * 1000) / 1000;
  const attempts = run.assumed.size > 0 ? 'unknown' : flow === 'again' ? 'unbounded' : turns;
  return { again: turns > 1 ? true : flow === 'unknown' ? 'unknown' : false, turns: attempts, waits: flow === 'again' ? 'unknown' : waits, run };
}
