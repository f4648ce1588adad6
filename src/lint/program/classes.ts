import type { FunctionFact } from '../facts/facts';
import type { ClassRef, FunctionRef } from './fileView';
import type { Place } from './place';

/** True for what runs when an object of a class is made. */
export function isConstructor({ cls, name }: FunctionFact): boolean {
  return cls !== undefined && (name === 'constructor' || name === '__init__');
}

/** True for `@name` and `@module.name` with one of these names. */
export function isDecoratedBy({ decorators }: FunctionFact, ...names: readonly string[]): boolean {
  return decorators.some((decorator) => (decorator.kind === 'name' || decorator.kind === 'member') && names.includes(decorator.name));
}

/** What runs when an object of a class is made; undefined where the class itself does not say. */
export function constructorOf({ chunk, cls }: ClassRef): FunctionRef | undefined {
  const fn = chunk.facts.functions.find((one) => one.cls === cls && isConstructor(one));
  return fn && { chunk, fn };
}

/** The base classes as they are written, where the class stands. */
export function basesOf({ chunk, cls }: ClassRef): readonly Place[] {
  const { classes, regions } = chunk.facts;
  const { bases = [], region = 0 } = classes[cls] ?? {};
  return bases.map((expr) => ({ chunk, region: regions[region]?.parent ?? 0, expr }));
}
