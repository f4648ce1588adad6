import type { Binding, Expr, Region } from '../facts/facts';
import { type Chunk, absolute, functionAround, isWithin } from '../program/fileView';
import { bindingsWithin, exitsOf, regionsOfTry, regionsWithin } from '../program/regions';
import type { QuickFix } from '../quickFix';
import type { Span } from '../source';
import { writtenAt } from './edits';
import type { Fix, FixRequest } from './fix';
import { type Handler, raiseIf } from './raiseIf';
import { styleOf } from './style';

/** Raises the last error where a loop of attempts would end without an answer. */
export const raiseAtTheEnd: Fix = {
  id: 'raise-at-the-end',
  summary: 'Raises the last error where a loop of attempts would end without an answer. Unsafe: who called must handle it.',
  rules: ['swallowed-failure'],
  propose,
};

function propose({ site: { ref: { chunk, call }, call: { policy, language }, request }, text }: FixRequest): QuickFix | undefined {
  const silent = policy.layers.find(({ covers429, givesUpWith }) => covers429 === true && givesUpWith !== undefined);
  if (silent?.kind !== 'loop' || request.throws !== true) return undefined;
  const { at } = silent;
  const loop = chunk.facts.regions.findIndex((region) => region.kind === 'loop' && absolute(chunk, region.loop.header).start === at?.start && absolute(chunk, region.loop.header).end === at.end);
  const found = loop < 0 || at?.file !== chunk.file.path ? undefined : attemptsOf(chunk, loop, call.region);
  const last = found && lastTurn(chunk, found.loop, text);
  if (!found || last === undefined || !endsWithLoop(chunk, found.loop, text)) return undefined;
  const edits = raiseIf(chunk, found.handlers, { test: last, text, style: styleOf(text, language) });
  return edits && { fix: raiseAtTheEnd.id, title: `${language === 'python' ? 'Raise' : 'Throw'} the error of the last attempt`, safe: false, preferred: true, edits };
}

type Loop = Extract<Region, { kind: 'loop' }>;

interface Attempts {
  readonly loop: Loop;
  readonly handlers: readonly Handler[];
}

/** A loop that does nothing but try, whose handlers all let it go round again until no turn is left. */
function attemptsOf(chunk: Chunk, id: number, request: number): Attempts | undefined {
  const { regions, exits } = chunk.facts;
  const loop = regions[id];
  if (loop?.kind !== 'loop' || loop.loop.form !== 'count' || functionAround(chunk, id)?.fn.generator !== false) return undefined;
  const inside = new Set(regionsWithin(chunk, id));
  const tries = [...inside].filter((one) => regions[one]?.kind === 'try');
  const [attempt] = tries;
  if (attempt === undefined || tries.length > 1 || regions[attempt]?.parent !== id || !isWithin(chunk, request, attempt)) return undefined;
  const ofTry = regionsOfTry(chunk, attempt);
  if (ofTry.some((one) => regions[one]?.kind === 'finally')) return undefined;
  const handlers = ofTry.filter((one) => regions[one]?.kind === 'handler');
  const own = exits.filter(({ region }) => inside.has(region));
  // What leaves the loop without an error, other than from the attempt itself, has another reason than that no turn is left.
  const leaves = own.some(({ kind, region }) => kind === 'break' || kind === 'yield' || (kind === 'return' && (handlers.some((handler) => isWithin(chunk, region, handler)) || !ofTry.concat(attempt).some((one) => isWithin(chunk, region, one)))));
  return leaves ? undefined : { loop, handlers: handlers.flatMap((handler) => handlerOf(regions[handler])) };
}

function handlerOf(region: Region | undefined): readonly Handler[] {
  return region?.kind === 'handler' ? [region] : [];
}

/** The test that holds in the last turn alone: `attempt === 7`. */
function lastTurn(chunk: Chunk, loop: Loop, text: string): string | undefined {
  const { variables: [name], over, header } = loop.loop;
  const id = chunk.facts.regions.indexOf(loop);
  const written = (expr: Expr) => writtenAt(chunk, expr.span, text);
  if (name === undefined || name === '_' || !over) return undefined;
  if (chunk.file.language === 'python') {
    const range = over.kind === 'call' ? chunk.facts.calls[over.call]?.args : undefined;
    const isCounted = range !== undefined && (range.length === 1 || range.length === 2) && range.every(({ spread, name: keyword }) => !spread && keyword === undefined);
    const end = isCounted ? range.at(-1)?.value : undefined;
    const before = end && oneLess(end, written);
    return before === undefined || isSet(bindingsWithin(chunk, id), name, header) ? undefined : `${name} == ${before}`;
  }
  if (over.kind !== 'binary' || over.left.kind !== 'name' || over.left.name !== name || isSet(bindingsWithin(chunk, id), name, header)) return undefined;
  const head = writtenAt(chunk, header, text);
  if (!new RegExp(`;\\s*(?:${name}\\s*\\+\\+|\\+\\+\\s*${name}|${name}\\s*\\+=\\s*1)\\s*\\)\\s*$`).test(head)) return undefined;
  const end = over.op === '<=' ? simple(over.right, written) : over.op === '<' ? oneLess(over.right, written) : undefined;
  return end === undefined ? undefined : `${name} === ${end}`;
}

/** True where more than the header sets a name. */
function isSet(bindings: readonly Binding[], name: string, header: Span): boolean {
  return bindings.some((binding) => binding.name === name && !(header.start <= binding.span.start && binding.span.end <= header.end));
}

/** A number or a name, as it is written: what is the same in each turn. */
function simple(expr: Expr, written: (expr: Expr) => string): string | undefined {
  if (expr.kind === 'number') return String(expr.value);
  const isName = expr.kind === 'name' || (expr.kind === 'member' && (expr.object.kind === 'this' || expr.object.kind === 'name'));
  return isName ? written(expr) : undefined;
}

function oneLess(expr: Expr, written: (expr: Expr) => string): string | undefined {
  if (expr.kind === 'number') return Number.isInteger(expr.value) && expr.value > 0 ? String(expr.value - 1) : undefined;
  if (expr.kind === 'binary' && expr.op === '+' && expr.right.kind === 'number' && expr.right.value === 1) return simple(expr.left, written);
  const name = simple(expr, written);
  return name === undefined ? undefined : `${name} - 1`;
}

/** True if the function ends with the loop, or with a return of nothing after it. */
function endsWithLoop(chunk: Chunk, loop: Loop, text: string): boolean {
  const around = functionAround(chunk, loop.parent);
  const home = around && chunk.facts.regions[around.fn.region];
  if (!around || !home || chunk.facts.regions.indexOf(home) !== loop.parent) return false;
  const after = exitsOf(around).filter(({ span }) => span.start >= loop.span.end);
  const [exit, ...more] = after;
  if (more.length > 0 || (exit && (exit.kind !== 'return' || exit.region !== loop.parent))) return false;
  const { end } = absolute(chunk, loop.span);
  const rest = text.slice(end, absolute(chunk, home.span).end);
  const own = exit ? rest.slice(0, exit.span.start - loop.span.end) + rest.slice(exit.span.end - loop.span.end) : rest;
  return /^[\s;})]*$/.test(own.replace(/\/\/.*|#.*|\/\*[^]*?\*\//g, ''));
}
