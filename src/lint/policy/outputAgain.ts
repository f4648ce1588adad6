import type { ClaudeCall } from '../call';
import { type CallRef, type Chunk, absolute, calleeName, functionAround, outward } from '../program/fileView';
import type { CallFact, Expr } from '../facts/facts';
import { bindingsWithin, callsWithin, regionsOfTry, regionsWithin } from '../program/regions';
import type { Span } from '../source';
import { resendsAnything } from './effectivePolicy';
import type { Layer } from './layer';
import { streamUse, triesAround } from './streamUse';

/** What shows a piece of an answer to somebody at once. */
const shows = new Set(['print', 'write', 'send', 'send_text', 'send_json', 'sendText', 'emit', 'enqueue', 'postMessage', 'writeSSE', 'stream_token']);

/** Where a stream's text leaves the program while a retry around the reading can start the answer again. */
export function outputAgain(ref: CallRef, layers: readonly Layer[]): ClaudeCall['outputAgain'] {
  const { chunk } = ref;
  // Only what sends again after any error does so after one in the middle of an answer, for certain.
  const eager = layers.filter(resendsAnything);
  const loop = eager.length > 0 ? streamUse(ref) : undefined;
  if (loop === undefined) return undefined;
  const fn = functionAround(chunk, loop)?.fn;
  const headers = [...outward(chunk, loop)].flatMap(({ region }) => (region.kind === 'loop' ? [absolute(chunk, region.loop.header)] : []));
  const again = eager.find((layer) => {
    if (layer.kind === 'loop') return headers.some(({ start, end }) => layer.at?.start === start && layer.at.end === end);
    // Around a generator a retry sees only that it was made.
    return fn?.generator === false;
  });
  if (!again) return undefined;
  const [at] = outputsIn(chunk, loop);
  if (!at || (again.kind === 'loop' && givesUpOnceUsed(chunk, loop))) return undefined;
  const { start, end } = absolute(chunk, at);
  return { span: { start, end }, by: again.name };
}

/** Where a piece of an answer leaves the program in a loop over its stream. */
export function outputsIn(chunk: Chunk, loop: number): readonly Span[] {
  const inside = new Set(regionsWithin(chunk, loop));
  const params = functionAround(chunk, loop)?.fn.params.flatMap(({ names }) => names.map(({ name }) => name)) ?? [];
  const yields = chunk.facts.exits.filter(({ kind, region }) => kind === 'yield' && inside.has(region));
  return [...yields, ...callsWithin(chunk, loop).filter((call) => isShown(call, params))].map(({ span }) => span);
}

/** `if (begun) throw error;` in the handler, where reading a first piece has set `begun`. */
function givesUpOnceUsed(chunk: Chunk, loop: number): boolean {
  const { regions } = chunk.facts;
  const set = new Set(bindingsWithin(chunk, loop).map(({ name }) => name));
  const handlers = triesAround(chunk, loop).flatMap((id) => regionsOfTry(chunk, id)).filter((id) => regions[id]?.kind === 'handler');
  const gives = (id: number) => {
    const region = regions[id];
    return region?.kind === 'then' && asksFor(region.test, set) && leavesItself(chunk, id);
  };
  return handlers.length > 0 && handlers.every((handler) => leavesItself(chunk, handler) || regionsWithin(chunk, handler).some(gives));
}

/** True for a region that control leaves for good, whatever else it does. */
export function leavesItself({ facts: { exits } }: Chunk, id: number): boolean {
  return exits.some(({ kind, region }) => (kind === 'throw' || kind === 'return' || kind === 'break') && region === id);
}

/** True for a test that passes where one of the names is set, whatever else it asks. */
function asksFor(test: Expr, names: ReadonlySet<string>): boolean {
  if (test.kind === 'binary') return (test.op === '||' && (asksFor(test.left, names) || asksFor(test.right, names))) || (/^[>!]/.test(test.op) && asksFor(test.left, names));
  return test.kind === 'name' && names.has(test.name);
}

/** A call that prints, writes or sends, or of a function that the caller handed in: `onToken(text)`. */
function isShown(call: CallFact, params: readonly string[]): boolean {
  const name = calleeName(call) ?? '';
  return shows.has(name) || (call.callee.kind === 'name' && params.includes(name)) || (call.callee.kind === 'member' && /^on(?:[A-Z_]|$)/.test(name)) || (call.callee.kind === 'member' && call.callee.object.kind === 'name' && call.callee.object.name === 'console' && name === 'log');
}
