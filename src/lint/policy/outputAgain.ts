import type { ClaudeCall } from '../call';
import { type CallRef, absolute, calleeName, functionAround, outward } from '../program/fileView';
import type { CallFact } from '../facts/facts';
import { callsWithin, regionsWithin } from '../program/regions';
import { resendsAnything } from './effectivePolicy';
import type { Layer } from './layer';
import { streamUse } from './streamUse';

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
  const inside = new Set(regionsWithin(chunk, loop));
  const yields = chunk.facts.exits.find(({ kind, region }) => kind === 'yield' && inside.has(region));
  const at = yields ?? callsWithin(chunk, loop).find((call) => isShown(call, fn?.params.flatMap(({ names }) => names.map(({ name }) => name)) ?? []));
  if (!at) return undefined;
  const { start, end } = absolute(chunk, at.span);
  return { span: { start, end }, by: again.name };
}

/** A call that prints, writes or sends, or of a function that the caller handed in: `onToken(text)`. */
function isShown(call: CallFact, params: readonly string[]): boolean {
  const name = calleeName(call) ?? '';
  return shows.has(name) || (call.callee.kind === 'name' && params.includes(name)) || (call.callee.kind === 'member' && /^on(?:[A-Z_]|$)/.test(name)) || (call.callee.kind === 'member' && call.callee.object.kind === 'name' && call.callee.object.name === 'console' && name === 'log');
}
