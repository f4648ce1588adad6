import type { ClaudeCall } from '../call';
import type { Expr } from '../facts/facts';
import type { RequestMatch } from '../libraries/model';
import { type CallRef, type Chunk, absolute, calleeName } from '../program/fileView';
import { callsWithin, regionsOfTry, regionsWithin } from '../program/regions';
import { streamUse, triesAround } from './streamUse';

/**
 * What a handler around the reading of a stream asks of an error that comes within the stream. The SDK raises it in
 * TypeScript as an `APIError` without a status (1.13.0 `core/streaming.ts`), in Python as an `APIStatusError` with the
 * status 200 (0.121.0 `_streaming.py`); neither is one of the classes for a 429 or a 529.
 */
export function streamErrors(ref: CallRef, { streaming, library, via }: RequestMatch): ClaudeCall['streamErrors'] {
  const { chunk } = ref;
  if (!streaming || via !== 'sdk' || (library !== 'anthropic' && !library.startsWith('@anthropic-ai/'))) return undefined;
  const loop = streamUse(ref);
  if (loop === undefined) return undefined;
  const [inner] = triesAround(chunk, loop);
  const handlers = inner === undefined ? [] : regionsOfTry(chunk, inner).filter((id) => chunk.facts.regions[id]?.kind === 'handler');
  const asked = chunk.file.language === 'python' ? byClass(chunk, handlers) : byTest(chunk, handlers);
  const region = asked === undefined ? undefined : chunk.facts.regions[asked];
  if (!region) return undefined;
  const { start, end } = absolute(chunk, { start: region.span.start, end: Math.min(region.span.end, region.span.start + firstWord(chunk)) });
  return { span: { start, end } };
}

/** `except` and `catch`: what is underlined of a handler. */
function firstWord({ file: { language } }: Chunk): number {
  return language === 'python' ? 'except'.length : 'catch'.length;
}

const limits = new Set(['RateLimitError', 'OverloadedError', 'InternalServerError', 'ServiceUnavailableError']);
const narrow = new Set([...limits, 'APIConnectionError', 'APITimeoutError', 'APIConnectionTimeoutError', 'TimeoutError', 'ConnectionError']);

/** A handler that sends again after a limit or an overload by its class alone. */
function byClass(chunk: Chunk, handlers: readonly number[]): number | undefined {
  return handlers.find((id) => {
    const region = chunk.facts.regions[id];
    if (region?.kind !== 'handler') return false;
    const names = region.types.map(lastName);
    const asks = names.length > 0 && names.some((name) => limits.has(name)) && names.every((name) => narrow.has(name));
    // What the others do with an error that they cannot tell is theirs, as long as they do not send again.
    return asks && goesRound(chunk, id) && !handlers.some((other) => other !== id && goesRound(chunk, other));
  });
}

/** A handler that sends again if the status or the class says so, and looks at nothing else. */
function byTest(chunk: Chunk, handlers: readonly number[]): number | undefined {
  return handlers.find((id) => {
    const region = chunk.facts.regions[id];
    if (region?.kind !== 'handler' || region.name === undefined || !goesRound(chunk, id)) return false;
    const tests = regionsWithin(chunk, id).flatMap((inside): readonly Expr[] => {
      const one = chunk.facts.regions[inside];
      return one?.kind === 'then' ? [one.test] : [];
    });
    const asked = tests.flatMap((test) => askedOf(test, 0));
    return asked.some((what) => what === 'status' || limits.has(what)) && asked.every((what) => what === 'status' || narrow.has(what) || what === 'other');
  });
}

/** What a test asks of an error: `status`, a class by its name, `other` for what is no error’s, and anything else that could tell. */
function askedOf(expr: Expr, depth: number): readonly string[] {
  if (depth > 12) return ['unknown'];
  switch (expr.kind) {
    case 'not':
      return askedOf(expr.of, depth + 1);
    case 'binary':
      return expr.op === 'instanceof' ? [lastName(expr.right)] : [...askedOf(expr.left, depth + 1), ...askedOf(expr.right, depth + 1)];
    case 'member':
      return [expr.name];
    case 'name':
    case 'number':
    case 'string':
    case 'boolean':
    case 'null':
      return ['other'];
    default:
      return ['unknown'];
  }
}

/** True where a handler waits or goes on to the next turn: it is there to try again. */
function goesRound(chunk: Chunk, handler: number): boolean {
  const inside = new Set(regionsWithin(chunk, handler));
  return chunk.facts.exits.some(({ kind, region }) => kind === 'continue' && inside.has(region)) || callsWithin(chunk, handler).some((call) => /sleep|delay|wait|setTimeout/i.test(calleeName(call) ?? ''));
}

function lastName(expr: Expr): string {
  return expr.kind === 'name' || expr.kind === 'member' ? expr.name : '';
}
