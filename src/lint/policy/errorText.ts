import type { Expr } from '../facts/facts';
import type { RequestMatch } from '../libraries/model';
import { type CallRef, type Chunk, absolute, calleeName, outward } from '../program/fileView';
import { bindingsWithin, regionsOfTry, regionsWithin } from '../program/regions';
import type { Span } from '../source';

/** Words by which code tells a limit or an overload from other failures. */
const telling = /\b(?:429|5\d\d)\b|rate.?limit|overload|too many requests/i;

/** Where a handler around a call tells by the text of the error what has happened, and asks nothing else of it. */
export function errorText({ chunk, call }: CallRef, { via }: RequestMatch): Span | undefined {
  // The text of an error that the program made of a status itself is its own.
  if (via === 'http') return undefined;
  for (const { id, region } of outward(chunk, call.region)) {
    if (region.kind === 'function') return undefined;
    if (region.kind !== 'try') continue;
    for (const handler of regionsOfTry(chunk, id)) {
      const found = textTestIn(chunk, handler);
      if (found) return spanIn(chunk, found);
    }
  }
  return undefined;
}

function spanIn(chunk: Chunk, span: Span): Span {
  const { start, end } = absolute(chunk, span);
  return { start, end };
}

function textTestIn(chunk: Chunk, handler: number): Span | undefined {
  const region = chunk.facts.regions[handler];
  if (region?.kind !== 'handler' || region.name === undefined) return undefined;
  const inside = new Set(regionsWithin(chunk, handler));
  const scope: Scope = { chunk, error: region.name, texts: new Map() };
  const bindings = bindingsWithin(chunk, handler);
  for (const { name, value, path } of bindings) if (value && path.length === 0) scope.texts.set(name, value);
  const tests = [...inside].flatMap((id): readonly Expr[] => {
    const one = chunk.facts.regions[id];
    return one?.kind === 'then' ? [one.test] : [];
  });
  for (const test of [...tests, ...bindings.flatMap(({ value }) => (value ? [value] : []))]) {
    const found = testsText(test, scope, 0);
    if (found && !asksMore(test, scope, 0)) return found;
  }
  return undefined;
}

interface Scope {
  readonly chunk: Chunk;
  readonly error: string;
  /** What names of the handler are. */
  readonly texts: Map<string, Expr>;
}

const searches = new Set(['includes', 'indexOf', 'startsWith', 'search', 'match', 'find', 'count']);

/** The part of a test that looks for a word in the text of the error. */
function testsText(expr: Expr, scope: Scope, depth: number): Span | undefined {
  if (depth > 12) return undefined;
  if (expr.kind === 'not') return testsText(expr.of, scope, depth + 1);
  if (expr.kind === 'binary') {
    if (expr.op === 'in' && expr.left.kind === 'string') return telling.test(expr.left.value) && isText(expr.right, scope, 0) ? expr.span : undefined;
    return testsText(expr.left, scope, depth + 1) ?? testsText(expr.right, scope, depth + 1);
  }
  const call = expr.kind === 'call' ? scope.chunk.facts.calls[expr.call] : undefined;
  if (call?.callee.kind !== 'member' || !searches.has(call.callee.name)) return undefined;
  const word = call.args[0]?.value;
  return word?.kind === 'string' && telling.test(word.value) && isText(call.callee.object, scope, 0) ? call.span : undefined;
}

const asText = new Set(['str', 'String', 'repr']);
const sameText = new Set(['lower', 'upper', 'toLowerCase', 'toUpperCase', 'toString', 'strip', 'trim']);

/** True for the text of the error: `str(error)`, `error.message.toLowerCase()`. */
function isText(expr: Expr, scope: Scope, depth: number): boolean {
  if (depth > 6) return false;
  const { chunk, error, texts } = scope;
  const isError = (of: Expr | undefined) => of?.kind === 'name' && (of.name === error || isErrorName(texts.get(of.name), error));
  switch (expr.kind) {
    case 'name': {
      const value = texts.get(expr.name);
      return value !== undefined && isText(value, scope, depth + 1);
    }
    case 'member':
      return expr.name === 'message' && isError(expr.object);
    case 'choice':
      return isText(expr.then, scope, depth + 1) || isText(expr.else, scope, depth + 1);
    case 'binary':
      return (expr.op === '||' || expr.op === '??') && (isText(expr.left, scope, depth + 1) || isText(expr.right, scope, depth + 1));
    case 'call': {
      const call = chunk.facts.calls[expr.call];
      const name = call && calleeName(call);
      if (!call || name === undefined) return false;
      if (call.callee.kind === 'name') return asText.has(name) && isError(call.args[0]?.value);
      return call.callee.kind === 'member' && sameText.has(name) && (isText(call.callee.object, scope, depth + 1) || (name === 'toString' && isError(call.callee.object)));
    }
    default:
      return false;
  }
}

/** `const err = error as Error` */
function isErrorName(value: Expr | undefined, error: string): boolean {
  return value?.kind === 'name' && value.name === error;
}

const askable = /^(?:status|statusCode|status_code|code|type|error|errorCode|response)$/;

/** True where a test asks for the status, type or class too: the text is then what is left when these are missing. */
function asksMore(expr: Expr, scope: Scope, depth: number): boolean {
  if (depth > 12) return true;
  switch (expr.kind) {
    case 'not':
    case 'typeof':
      return asksMore(expr.of, scope, depth + 1);
    case 'binary':
      return expr.op === 'instanceof' || asksMore(expr.left, scope, depth + 1) || asksMore(expr.right, scope, depth + 1);
    case 'member':
      return askable.test(expr.name) || asksMore(expr.object, scope, depth + 1);
    case 'name': {
      const value = scope.texts.get(expr.name);
      return value !== undefined && value !== expr && askable.test(expr.name);
    }
    case 'call': {
      const call = scope.chunk.facts.calls[expr.call];
      if (!call) return false;
      return ['isinstance', 'getattr', 'hasattr'].includes(calleeName(call) ?? '') || (call.callee.kind === 'member' && asksMore(call.callee.object, scope, depth + 1));
    }
    default:
      return false;
  }
}
