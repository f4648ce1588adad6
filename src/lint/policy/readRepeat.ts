import type { CallFact, ExprOf } from '../facts/facts';
import { type Scenario, scenarios } from '../program/abstract';
import { type CallRef, type Chunk, type FunctionRef, absolute, calleeName, functionAround } from '../program/fileView';
import { newRun, runRegion } from '../program/interpret';
import { perDeclaration } from '../program/perDeclaration';
import type { Layer } from './layer';
import type { RecursionSubject } from './readRecursion';

export const repeatName = 'a second call after a failure';

/** More calls that look the same are written for other reasons. */
const maxCalls = 4;

/**
 * Reads a function that makes the same call once more where the first one has failed, as in `try { return await ask() } catch {
 * await sleep(1000); return await ask() }`, by running it in thought. Each of these calls has the same layer around it.
 * Undefined where the second call is made after a success too, or never after a failure.
 */
export function readRepeat({ of, ref, answers, errors, work }: RecursionSubject): Layer | undefined {
  const [first, second, ...more] = sameCalls(of, ref);
  if (!first || !second || sendsAnother(of.chunk, first, second)) return undefined;
  const subject: CallRef = { ...ref, call: first };
  const follow = (scenario: Scenario) => {
    const run = newRun({ scenario, subject, answer: answers(scenario), errors, stopAt: second, work });
    const flow = runRegion(of.chunk, of.fn.region, run);
    return { again: flow === 'unknown' ? ('unknown' as const) : flow === 'stop', run };
  };
  if (follow(scenarios.ok).again !== false) return undefined;
  const [limited, overloaded, broken, refused] = [scenarios.rateLimited, scenarios.overloaded, scenarios.connection, scenarios.badRequest].map(follow);
  if (!limited || !overloaded || !broken || !refused || [limited, overloaded, broken].every(({ again }) => again === false)) return undefined;
  const { run } = limited;
  const acts = limited.again === true;
  return {
    kind: 'helper',
    name: repeatName,
    implicit: false,
    at: absolute(of.chunk, second.callee.span),
    attempts: acts ? (more.length === 0 ? 2 : 'unknown') : limited.again === 'unknown' ? 'unknown' : 1,
    covers429: limited.again,
    covers529: overloaded.again,
    coversConnection: broken.again,
    ...(acts && refused.again !== 'unknown' && { coversPermanent: refused.again }),
    retryAfter: acts && run.readsRetryAfter ? 'honoured' : 'ignored',
    maxWaitSeconds: !acts ? (limited.again === 'unknown' ? 'unknown' : 0) : run.slept === undefined || more.length > 0 ? 'unknown' : Math.round(run.slept * 1000) / 1000,
    ...(limited.again === false && { whyNot: 'it is not made again on a 429' }),
  };
}

/** True where what the call is handed by a name is written anew before the second one, as `payload = {...}`: that is another request. */
function sendsAnother({ index }: Chunk, first: CallFact, second: CallFact): boolean {
  const names = first.args.flatMap(({ value }) => (value.kind === 'name' ? [value.name] : []));
  return names.some((name) => (index.bindings.get(name) ?? []).some(({ span, value }) => value?.kind === 'object' && span.start > first.span.end && span.end < second.span.start));
}

/** The calls of a function, outside of the functions in it, that are written as one of them is, in their order. */
function sameCalls({ chunk }: FunctionRef, { call }: CallRef): readonly CallFact[] {
  const name = calleeName(call) ?? '';
  const known = alike(chunk);
  const named = known.get(name) ?? groupsOf(chunk, chunk.index.calls.get(name) ?? []);
  known.set(name, named);
  const same = named.get(call) ?? [];
  return same.length > maxCalls ? [] : same;
}

/** The calls of a name in a declaration, each with those of its function that are written like it. */
type Groups = ReadonlyMap<CallFact, readonly CallFact[]>;

const alike = perDeclaration((): Map<string, Groups> => new Map());

function groupsOf(chunk: Chunk, calls: readonly CallFact[]): Groups {
  const byShape = new Map<string, CallFact[]>();
  const groups = new Map<CallFact, readonly CallFact[]>();
  for (const call of [...calls].sort((a, b) => a.span.start - b.span.start)) {
    const shape = shapeOf(call, chunk);
    if (shape === undefined) continue;
    const key = `${functionAround(chunk, call.region)?.fn.region ?? ''} ${shape}`;
    const group = byShape.get(key) ?? [];
    byShape.set(key, group);
    group.push(call);
    groups.set(call, group);
  }
  return groups;
}

/** How a call is written, wherever it stands; undefined for one that has a function in it. */
function shapeOf({ callee, args }: CallFact, { facts: { calls } }: Chunk): string | undefined {
  const shape = JSON.stringify([callee, args], (key, value: unknown) => {
    if (key === 'span') return undefined;
    const inner = isCall(value) ? calls[value.call] : undefined;
    return inner ? { callee: inner.callee, args: inner.args } : value;
  });
  return /"kind":"(?:function|class)"/.test(shape) ? undefined : shape;
}

function isCall(value: unknown): value is ExprOf<'call'> {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'call';
}
