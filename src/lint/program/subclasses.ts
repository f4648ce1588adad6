import type { Exit, FunctionFact } from '../facts/facts';
import { basesOf } from './classes';
import { type ClassRef, type FunctionRef, functionAround } from './fileView';
import { perDeclaration } from './perDeclaration';
import { push } from './push';
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
export function isAbstract({ chunk, fn }: FunctionRef): boolean {
  if (fn.decorators.some((decorator) => (decorator.kind === 'name' || decorator.kind === 'member') && decorator.name === 'abstractmethod')) return true;
  const exits = fn.result ? [] : (exitsIn(chunk).get(fn) ?? []);
  return exits.length > 0 && exits.every(({ kind, region }) => kind === 'throw' && region === fn.region);
}

const exitsIn = perDeclaration((chunk): ReadonlyMap<FunctionFact, readonly Exit[]> => {
  const found = new Map<FunctionFact, Exit[]>();
  for (const exit of chunk.facts.exits) {
    const around = functionAround(chunk, exit.region);
    if (around) push(found, around.fn, exit);
  }
  return found;
});
