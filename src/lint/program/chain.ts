import type { CallFact } from '../facts/facts';
import type { Chunk } from './fileView';

const links = ['then', 'catch', 'finally'];

/** The calls of a promise's methods that follow a call, in their order: of `send().then(read).catch(report)` these two. None in Python. */
export function linksAfter(chunk: Chunk, call: CallFact): readonly CallFact[] {
  if (call.use !== 'chained' || chunk.file.language === 'python') return [];
  const next = links.flatMap((name) => chunk.index.calls.get(name) ?? []).find(({ callee }) => callee.kind === 'member' && callee.object.kind === 'call' && chunk.facts.calls[callee.object.call] === call);
  return next ? [next, ...linksAfter(chunk, next)] : [];
}
