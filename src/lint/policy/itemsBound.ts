import type { CallFact, Expr } from '../facts/facts';
import type { Tools } from '../libraries/model';
import { type Chunk, calleeName, outward } from '../program/fileView';
import type { Place } from '../program/place';
import type { Bound } from './bound';

/** Names of what is a part of something longer, or is there to bound. */
const parts = /batch|chunk|slice|page|window|group|worker|concurren|^top/i;

/** Names of who is asked, of which there are a few, and not of what is asked about. */
const few = /(?:agent|model|provider|source|judge|expert|persona|role|reviewer|voter|language|locale|domain|variant|perspective|strateg)(?:s|ies|Type|_?names?|_?list|_?ids?|Picks)*$/i;

/** Options that say how many items come back: `search(query, top_k=5)`, `find({ limit: 20 })`. */
const amount = /max|limit|^top|^take$|^first$|^num|count|^[kn]$/i;

/** What gives as many items as its argument or object has. */
const sameLength = new Set(['enumerate', 'zip', 'list', 'tuple', 'sorted', 'reversed', 'set', 'items', 'keys', 'values', 'entries', 'filter', 'map', 'sort', 'reverse']);

/** What takes a part: `items.slice(0, 5)`, `itertools.islice(items, 5)`, `random.sample(items, 3)`. */
const takers = new Set(['slice', 'splice', 'islice', 'take', 'head', 'sample', 'nlargest', 'choices']);

/**
 * How many items something has at most, as far as the code says: a list that is written out has so many, a slice
 * and a count are somebody's bound, and undefined is as many as the data has.
 */
export function itemsBound(place: Place, tools: Tools, depth = 0): Bound {
  const { chunk, expr } = place;
  if (depth > 4) return undefined;
  if (expr.kind === 'name' || expr.kind === 'member') {
    if (parts.test(expr.name) || few.test(expr.name) || (expr.kind === 'name' && isLoopVariable(chunk, place.region, expr.name))) return 'unknown';
  }
  // `items[:10]`
  if (expr.kind === 'index' && expr.index.kind === 'unknown') return 'unknown';
  const called = expr.kind === 'call' ? chunk.facts.calls[expr.call] : undefined;
  if (called) {
    const name = calleeName(called) ?? '';
    if (takers.has(name) || name === 'range' || parts.test(name) || saysHowMany(called)) return 'unknown';
    const object = called.callee.kind === 'member' ? called.callee.object : undefined;
    const inner = called.args[0]?.value;
    const from = name === 'filter' || name === 'map' || name === 'sort' || name === 'reverse' || !inner ? object : inner;
    return sameLength.has(name) && from ? itemsBound({ ...place, region: called.region, expr: from }, tools, depth + 1) : undefined;
  }
  return written(place, tools) ?? boundByName(place, tools, depth);
}

function written(place: Place, tools: Tools): Bound {
  const values = tools.resolve(place);
  if (values.some((value) => value.kind === 'result' && saysHowMany(value.of.call))) return 'unknown';
  const sizes = values.map((value) => (value.kind === 'list' ? value.of.items.length : value.kind === 'object' && value.of.spreads.length === 0 ? value.of.entries.length : 0));
  if (sizes.length === 0 || sizes.every((size) => size === 0)) return undefined;
  // What can be a list that is written out, as its default, is of that kind elsewhere, too.
  return sizes.every((size) => size > 0) ? Math.max(...sizes) : 'unknown';
}

function saysHowMany({ args }: CallFact): boolean {
  return args.some(({ name, value }) => (name !== undefined && amount.test(name)) || (value.kind === 'object' && value.entries.some(({ key }) => amount.test(key))));
}

/** `const some = items.slice(0, 5)`, by that name. */
function boundByName({ chunk, expr, region }: Place, tools: Tools, depth: number): Bound {
  if (expr.kind !== 'name') return undefined;
  const values = (chunk.index.bindings.get(expr.name) ?? []).flatMap((binding): readonly Expr[] => (binding.value && binding.path.length === 0 && isVisible(chunk, region, binding.scope) ? [binding.value] : []));
  const [first, ...others] = values.map((value) => (value.kind === 'call' || value.kind === 'index' ? itemsBound({ chunk, region, expr: value }, tools, depth + 1) : undefined));
  return others.length === 0 || first === undefined ? first : others.every((other) => other !== undefined) ? 'unknown' : undefined;
}

function isVisible(chunk: Chunk, region: number, scope: number | undefined): boolean {
  for (const { id } of outward(chunk, region)) if (id === scope) return true;
  return false;
}

/** `for batch in batches:`: what goes round outside is taken part by part. */
function isLoopVariable(chunk: Chunk, region: number, name: string): boolean {
  for (const { region: around } of outward(chunk, region)) if (around.kind === 'loop' && around.loop.form === 'each' && around.loop.variables.includes(name)) return true;
  return false;
}
