import type { Expr, Region } from '../facts/facts';
import type { Draft } from '../libraries/repairsOf';
import { addedItems } from '../libraries/writes';
import { written } from '../libraries/written';
import { type CallRef, absolute, functionAround, outward } from '../program/fileView';
import type { Run, StatusTest } from '../program/interpret';
import type { Place } from '../program/place';
import { tools } from '../program/tools';
import type { Layer, Write } from './layer';

/** Two runs of the code around a request: after a 429 it goes on, after a 529 it ends. */
interface Parted {
  readonly ref: CallRef;
  readonly limited: Run;
  readonly overloaded: Run;
  readonly layer: Layer;
}

/** How a 529 is let in where the two runs part: at the one list or comparison that finds a 429 and no 529. */
export function overloadedTest({ ref, limited, overloaded, layer }: Parted): Draft | undefined {
  if (layer.covers429 !== true || layer.covers529 !== false) return undefined;
  // A 529 comes without retry-after: what would be waited then must be known.
  if (limited.met.needsRetryAfter === true || (limited.readsRetryAfter && layer.maxWaitSeconds === 'unknown')) return undefined;
  const passed = limited.met.statuses.filter(({ found }) => found);
  const parting = overloaded.met.statuses.filter(({ found, place }) => !found && passed.some((other) => isSamePlace(other.place, place)));
  const [first] = parting;
  if (!first || parting.some(({ place }) => !isSamePlace(place, first.place))) return undefined;
  return { writes: writesFor(first).map((write) => ['', write] as const), safe: isOwn(first.place, ref) };
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.chunk === other.chunk && one.expr.span.start === other.expr.span.start && one.expr.span.end === other.expr.span.end;
}

function writesFor({ place, of }: StatusTest): readonly (Write | undefined)[] {
  return of === 'list' ? [addedItems(place, ['529'], tools)] : comparisonWrites(place);
}

/** `status in (429, 529)` in Python, `status === 429 || status === 529` elsewhere. */
function comparisonWrites({ chunk, expr }: Place): readonly (Write | undefined)[] {
  if (expr.kind !== 'binary' || expr.right.kind !== 'number') return [undefined];
  const { op, left, right, span } = expr;
  // Parentheses, and the cases of a switch, are written in another way than they read here.
  if (span.start !== left.span.start || span.end !== right.span.end || written(left) === '') return [undefined];
  const isEqual = op === '===';
  if (chunk.file.language === 'python') return [{ at: absolute(chunk, { start: left.span.end, end: span.end }), text: ` ${isEqual ? 'in' : 'not in'} (${right.value}, 529)` }];
  const joined = isEqual ? '||' : '&&';
  const more = ` ${joined} … ${op} 529`;
  const end = absolute(chunk, { start: span.end, end: span.end });
  const copied = absolute(chunk, left.span);
  if (chunk.facts.regions.some((region) => isPartOf(region, expr, joined))) return [{ at: end, text: more, copied }];
  return [{ at: absolute(chunk, { start: span.start, end: span.start }), text: '(' }, { at: end, text: `${more})`, copied }];
}

/** True for a comparison that is a test, or a side of one, in which more can be joined as it stands. */
function isPartOf(region: Region, comparison: Expr, op: string): boolean {
  const isSide = (test: Expr): boolean => test === comparison || (test.kind === 'binary' && test.op === op && (isSide(test.left) || isSide(test.right)));
  return region.kind === 'then' && isSide(region.test);
}

/** True where the test stands beside a request that nobody hands the address to: other requests do not meet it. */
function isOwn({ chunk, expr }: Place, ref: CallRef): boolean {
  const home = functionAround(ref.chunk, ref.call.region);
  if (chunk !== ref.chunk || expr.kind === 'name' || expr.kind === 'member') return false;
  if (home) {
    const span = chunk.facts.regions[home.fn.region]?.span;
    if (!span || expr.span.start < span.start || expr.span.end > span.end) return false;
  }
  const params = new Set([...outward(chunk, ref.call.region)].flatMap(({ region }) => (region.kind === 'function' ? (chunk.facts.functions[region.fn]?.params.flatMap(({ names }) => names.map(({ name }) => name)) ?? []) : [])));
  const [address] = ref.call.args;
  return ref.call.callee.kind !== 'name' || address?.value.kind !== 'name' || !params.has(address.value.name);
}
