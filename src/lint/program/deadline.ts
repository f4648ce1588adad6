import type { CallFact, Expr } from '../facts/facts';
import { type CallRef, type Chunk, calleeName, functionAround } from './fileView';
import { perDeclaration } from './perDeclaration';

const ending = /time_?out|time_?limit|dead_?line|fail_?after|move_?on_?after|cancel_?scope|^wait(?:_?for)?$|^race$/i;

/** True for what by its name ends the code that it gets or holds once a time is over: `asyncio.timeout(60)`, `@timeout(60)`, `@task(time_limit=60)`. */
export function isDeadline(chunk: Chunk, expr: Expr): boolean {
  if (expr.kind === 'call') {
    const call = chunk.facts.calls[expr.call];
    return call !== undefined && isEnding(call);
  }
  return (expr.kind === 'name' || expr.kind === 'member') && ending.test(expr.name);
}

/** The same for a call that gets a function, a promise or a coroutine. */
export function isEnding(call: CallFact): boolean {
  return ending.test(calleeName(call) ?? '') || call.args.some(({ name }) => name !== undefined && ending.test(name));
}

const endingsIn = perDeclaration(({ facts }) => facts.calls.filter(isEnding));

/** True for a call whose result is handed to something that does not wait for it for ever: `Promise.race([ask(), timer])`, `asyncio.wait_for(ask(), 60)`. */
export function isEndedInTime({ chunk, call }: CallRef): boolean {
  const endings = endingsIn(chunk);
  if (endings.length === 0) return false;
  const around = functionAround(chunk, call.region)?.fn;
  const { start, end } = call.span;
  if (endings.some(({ argsSpan, region }) => argsSpan.start <= start && end <= argsSpan.end && functionAround(chunk, region)?.fn === around)) return true;
  const names = chunk.facts.bindings.flatMap(({ name, span, region }) => (span.start <= start && end <= span.end && functionAround(chunk, region)?.fn === around ? [name] : []));
  return endings.some(({ args }) => args.some(({ value }) => (value.kind === 'list' ? value.items : [value]).some((expr) => expr.kind === 'name' && names.includes(expr.name))));
}
