import { basesOf, isDecoratedBy } from './classes';
import type { ClassRef, FunctionRef } from './fileView';
import { exitsOf } from './regions';
import { filesSeeing, namesSeeing } from './visibility';

/** A base class that more classes than this extend says little about each. */
const most = 12;

/** The classes of the program that name a class as their base. */
export function subclassesOf({ chunk, cls }: ClassRef): readonly ClassRef[] {
  const { file } = chunk;
  const name = chunk.facts.classes[cls]?.name;
  if (name === undefined) return [];
  const found = filesSeeing(file, name).flatMap((other) => {
    const names = new Set(namesSeeing(other, file, name));
    return other.chunks.flatMap((home) =>
      home.facts.classes.flatMap((_, index): readonly ClassRef[] => {
        const one = { chunk: home, cls: index };
        return basesOf(one).some(({ expr }) => (expr.kind === 'name' && names.has(expr.name)) || (expr.kind === 'member' && expr.name === name)) ? [one] : [];
      }),
    );
  });
  return found.length > most ? [] : found;
}

/** True for a method that is there to be overridden: it is declared abstract, or does nothing but raise. */
export function isAbstract(of: FunctionRef): boolean {
  const { fn } = of;
  if (isDecoratedBy(fn, 'abstractmethod')) return true;
  const exits = fn.result ? [] : exitsOf(of);
  return exits.length > 0 && exits.every(({ kind, region }) => kind === 'throw' && region === fn.region);
}
