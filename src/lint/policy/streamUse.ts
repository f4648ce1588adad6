import type { Expr } from '../facts/facts';
import { type CallRef, type Chunk, calleeName, functionAround, isWithin, outward } from '../program/fileView';
import { perDeclaration } from '../program/perDeclaration';

/** The loop that reads the stream of a call in the call's own function. */
export function streamUse({ chunk, call }: CallRef): number | undefined {
  const loops = loopsOver(chunk);
  const fn = functionAround(chunk, call.region)?.fn;
  if (loops.length === 0) return undefined;
  const names = new Set((chunk.index.callNames.get(call) ?? []).flatMap(({ name, path }) => (path.length === 0 ? [name] : [])));
  return loops.find(({ id, over }) => {
    const root = rootOf(chunk, over);
    const isOurs = root.kind === 'call' ? chunk.facts.calls[root.call] === call : root.kind === 'name' && names.has(root.name);
    return isOurs && functionAround(chunk, id)?.fn === fn && !isWithin(chunk, call.region, id);
  })?.id;
}

const loopsOver = perDeclaration((chunk) => chunk.facts.regions.flatMap((region, id) => (region.kind === 'loop' && region.loop.form === 'each' && region.loop.over ? [{ id, over: region.loop.over }] : [])));

/** What `stream.text_stream`, `stream[Symbol.asyncIterator]()` and `response.iter_lines()` are read off. */
function rootOf(chunk: Chunk, expr: Expr): Expr {
  if (expr.kind === 'member' || expr.kind === 'index') return rootOf(chunk, expr.object);
  const called = expr.kind === 'call' ? chunk.facts.calls[expr.call] : undefined;
  if (called?.callee.kind === 'member' && /^(?:iter_|text_|enumerate$|__aiter__$)/.test(calleeName(called) ?? '')) return rootOf(chunk, called.callee.object);
  return expr;
}

/** The `try` regions around a place in its function, innermost first. */
export function triesAround(chunk: Chunk, region: number): readonly number[] {
  const found: number[] = [];
  for (const { id, region: around } of outward(chunk, region)) {
    if (around.kind === 'function') break;
    if (around.kind === 'try') found.push(id);
  }
  return found;
}
