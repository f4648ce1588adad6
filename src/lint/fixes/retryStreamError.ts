import type { Expr, Region } from '../facts/facts';
import { outputsIn } from '../policy/outputAgain';
import { streamUse, triesAround } from '../policy/streamUse';
import { type Chunk, absolute, isWithin } from '../program/fileView';
import { bindingsWithin, callsWithin, regionsOfTry, regionsWithin, testsWithin } from '../program/regions';
import type { QuickFix } from '../quickFix';
import type { Span, TextEdit } from '../source';
import { catchesAny } from './catchesAny';
import { insertion, writtenAt } from './edits';
import type { Fix, FixRequest } from './fix';
import { importedClass, ofAnthropic } from './importedClass';
import { isMentioned } from './isMentioned';
import { type Style, styleOf } from './style';

/** Lets a handler that sends again after an overload also do so after one within the stream, where nothing of the answer was used. */
export const retryStreamError: Fix = {
  id: 'retry-stream-error',
  summary: 'Lets a handler that waits out an overload see one within the stream as well, where each attempt begins anew. Unsafe: more errors lead to another attempt.',
  rules: ['unhandled-stream-error'],
  propose,
};

function propose({ site: { ref, call: { streamErrors, language } }, text }: FixRequest): QuickFix | undefined {
  const { chunk } = ref;
  const loop = streamUse(ref);
  const [attempt] = loop === undefined ? [] : triesAround(chunk, loop);
  if (loop === undefined || attempt === undefined || !beginsAnew(chunk, loop, attempt)) return undefined;
  const handlers = regionsOfTry(chunk, attempt).filter((id) => chunk.facts.regions[id]?.kind === 'handler');
  const id = handlers.find((one) => absolute(chunk, chunk.facts.regions[one]?.span ?? { start: -1, end: -1 }).start === streamErrors?.span.start);
  const handler = id === undefined ? undefined : chunk.facts.regions[id];
  if (id === undefined || handler?.kind !== 'handler' || handlers.length > 1) return undefined;
  const writing = { chunk, text, style: styleOf(text, language) };
  const edits = language === 'python' ? askedByClass(id, handler, writing) : askedByStatus(id, handler, writing);
  return edits && { fix: retryStreamError.id, title: 'Also retry after an overload within the stream', safe: false, preferred: true, edits };
}

type Handler = Extract<Region, { kind: 'handler' }>;

interface Writing {
  readonly chunk: Chunk;
  readonly text: string;
  readonly style: Style;
}

/** True if reading a stream only collects, in something that each attempt makes anew. */
function beginsAnew(chunk: Chunk, loop: number, attempt: number): boolean {
  if (outputsIn(chunk, loop).length > 0) return false;
  const inside = new Set(regionsWithin(chunk, loop));
  const own = chunk.facts.regions[loop];
  const variables = own?.kind === 'loop' ? own.loop.variables : [];
  const fresh = new Set(bindingsWithin(chunk, attempt).filter(({ region, cls }) => cls === undefined && !inside.has(region) && isWithin(chunk, region, attempt)).map(({ name }) => name));
  const isFresh = (expr: Expr): boolean => (expr.kind === 'name' ? fresh.has(expr.name) : expr.kind === 'member' && isFresh(expr.object));
  const calls = callsWithin(chunk, loop).filter(({ use }) => use === 'statement');
  const sets = bindingsWithin(chunk, loop).filter(({ name }) => !variables.includes(name));
  const entries = chunk.facts.entries.filter(({ region }) => inside.has(region));
  return entries.length === 0 && calls.every(({ callee }) => callee.kind === 'member' && isFresh(callee.object)) && sets.every(({ name, cls, scope }) => cls === undefined && (fresh.has(name) || (scope !== undefined && inside.has(scope))));
}

// ------------------------------------------------------------------------------ TypeScript, JavaScript

/** `error.status !== 529` becomes `error.status !== 529 && error.type !== 'overloaded_error'`. */
function askedByStatus(id: number, handler: Handler, writing: Writing): readonly TextEdit[] | undefined {
  const { chunk, text } = writing;
  if (handler.name === undefined || !catchesAny(chunk, handler, text)) return undefined;
  const tests = testsWithin(chunk, id);
  // What was found out about the error before the test may leave out the overload, too.
  const known = bindingsWithin(chunk, id).flatMap(({ name }) => (name === handler.name ? [] : [name]));
  if (tests.some(({ span }) => known.some((name) => isIn(name, chunk, span, text)))) return undefined;
  const found = tests.map((test) => asked(test, handler.name ?? '', undefined));
  const comparisons = found.flatMap((one) => one ?? []).filter(({ status }) => status === 529);
  if (found.includes(undefined) || comparisons.length === 0) return undefined;
  return comparisons.flatMap((comparison) => orByType(comparison, writing));
}

function isIn(name: string, chunk: Chunk, span: Span, text: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(writtenAt(chunk, span, text));
}

interface Comparison {
  readonly span: Span;
  readonly object: Span;
  readonly status: number;
  readonly isEqual: boolean;
  /** The operator that it is a side of. */
  readonly within: string | undefined;
}

/** The comparisons of the error's status in a test; undefined where it asks the error anything else. */
function asked(expr: Expr, error: string, within: string | undefined): readonly Comparison[] | undefined {
  switch (expr.kind) {
    case 'not':
      return asked(expr.of, error, undefined);
    case 'binary': {
      const { op, left, right, span } = expr;
      const isStatus = left.kind === 'member' && left.name === 'status' && left.object.kind === 'name' && left.object.name === error;
      if (isStatus) return right.kind === 'number' && (op === '===' || op === '!==') ? [{ span, object: left.object.span, status: right.value, isEqual: op === '===', within }] : undefined;
      const [a, b] = [asked(left, error, op), asked(right, error, op)];
      return a && b && [...a, ...b];
    }
    case 'name':
      return expr.name === error ? undefined : [];
    case 'number':
    case 'string':
    case 'boolean':
    case 'null':
      return [];
    default:
      return undefined;
  }
}

function orByType({ span, object, isEqual, within }: Comparison, { chunk, text, style: { quote } }: Writing): readonly TextEdit[] {
  const { start, end } = absolute(chunk, span);
  const error = writtenAt(chunk, object, text);
  const isOptional = text.slice(absolute(chunk, object).end).startsWith('?.');
  const also = ` ${isEqual ? '||' : '&&'} ${error}${isOptional ? '?.' : '.'}type ${isEqual ? '===' : '!=='} ${quote}overloaded_error${quote}`;
  return isEqual && within === '&&' ? [insertion(start, '('), insertion(end, `${also})`)] : [insertion(end, also)];
}

// ---------------------------------------------------------------------------------------------- Python

/** `except OverloadedError:` becomes `except APIStatusError as error:`, which first raises again what is neither one nor an overload within the stream. */
function askedByClass(id: number, handler: Handler, { chunk, text, style: { eol, indent, quote } }: Writing): readonly TextEdit[] | undefined {
  const { file } = chunk;
  const written = handler.types.map(({ span }) => writtenAt(chunk, span, text));
  const isOurs = (type: string) => (/^\w+$/.test(type) ? ofAnthropic(file, type) !== undefined : importedClass(file, text, 'APIStatusError', type) !== undefined);
  const known = bindingsWithin(chunk, id).map(({ name }) => name);
  if (testsWithin(chunk, id).some(({ span }) => known.some((name) => isIn(name, chunk, span, text)))) return undefined;
  const [first] = written;
  const last = handler.types.at(-1);
  const status = first === undefined ? undefined : importedClass(file, text, 'APIStatusError', first);
  if (first === undefined || !last || !status || !written.every(isOurs)) return undefined;
  const { start, end } = absolute(chunk, handler.span);
  const from = start + 'except'.length;
  const head = /^[ \t]*\(?([^\n#]*?),?[ \t]*\)?[ \t]*(?:as[ \t]+(\w+)[ \t]*)?:(?=[ \t]*(?:#.*)?\r?\n)/.exec(text.slice(from, end));
  const all = text.slice(absolute(chunk, handler.types[0]?.span ?? last.span).start, absolute(chunk, last.span).end);
  const name = head?.[2] ?? ['error', 'failure', 'refusal'].find((one) => !isMentioned(one, chunk, text));
  if (head?.[1] !== all || name === undefined) return undefined;
  const line = from + head[0].length;
  const body = /^[^\n]*\n((?:[ \t]*(?:#.*)?\r?\n)*)([ \t]+)\S/.exec(text.slice(line, end));
  if (!body) return undefined;
  const after = line + (/^[^\n]*\n/.exec(text.slice(line, end))?.[0].length ?? 0);
  const lost = written.filter((type) => /(?:Connection|Timeout)Error$/.test(type));
  const caught = lost.length > 0 ? `(${[status.name, ...lost].join(', ')})` : status.name;
  const narrow = written.length > 1 ? `(${written.join(', ')})` : first;
  const within = body[2] ?? '';
  const test = `${within}if not isinstance(${name}, ${narrow}) and ${name}.type != ${quote}overloaded_error${quote}:${eol}${within}${indent}raise${eol}`;
  return [...status.edits, { span: { start: from, end: line }, text: ` ${caught} as ${name}:` }, insertion(after, test)];
}
