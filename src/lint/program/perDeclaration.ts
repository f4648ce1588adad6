import type { DeclarationFacts } from '../facts/facts';
import type { Chunk } from './fileView';

/** Finds something out once for each declaration. Whoever asks rests on the declaration, also where the answer is known. */
export function perDeclaration<T extends object>(find: (chunk: Chunk) => T): (chunk: Chunk) => T {
  const known = new WeakMap<DeclarationFacts, T>();
  return (chunk) => {
    const { facts } = chunk;
    const found = known.get(facts) ?? find(chunk);
    known.set(facts, found);
    return found;
  };
}
