import type { FunctionFact } from '../facts/facts';
import { type Abstract, type Passed, literal, unknownAbstract } from './abstract';
import { basesOf, constructorOf } from './classes';
import { type CallRef, type Chunk, type ClassRef, type FunctionRef } from './fileView';
import type { Place } from './place';
import { resolve, superCall } from './resolve';

/** What an imagined run knows, asked for with these names for the parameters of a constructor. */
export interface Evaluator {
  evaluate(place: Place, names: Names): Abstract;
  argumentsOf(ref: CallRef, names: Names): readonly Passed[];
  parametersOf(of: FunctionRef, args: readonly Passed[]): Names;
}

type Names = ReadonlyMap<string, Abstract>;

/** What an error of the program has on it. A field that is not here is not known. */
export type Fields = ReadonlyMap<string, Abstract>;

interface Layers {
  /** What the classes say of all their errors. */
  readonly declared: Fields;
  /** What constructors put on this one. */
  readonly assigned: Fields;
  /** What the language's own error class was given as its text. */
  readonly text: Abstract;
}

/** More classes than this above an error are not followed. */
const maxBases = 5;

/** The fields of an error that is made of a class of the program, and the text that it prints. */
export function errorOf(cls: ClassRef, args: readonly Passed[], evaluator: Evaluator): { readonly fields: Fields; readonly text: Abstract } {
  const { declared, assigned, text } = layersOf(cls, args, evaluator, 0);
  const message = assigned.get('message') ?? text;
  const isPython = cls.chunk.file.language === 'python';
  return { fields: new Map([...(isPython ? [] : [['message', message] as const]), ...declared, ...assigned]), text: isPython ? text : message };
}

function layersOf({ chunk, cls }: ClassRef, args: readonly Passed[], evaluator: Evaluator, depth: number): Layers {
  const { facts } = chunk;
  const fact = facts.classes[cls];
  if (!fact || depth >= maxBases) return { declared: new Map(), assigned: new Map(), text: unknownAbstract };
  const made = constructorOf({ chunk, cls });
  const maker = made?.fn;
  const names: Names = made ? evaluator.parametersOf(made, args) : new Map();
  const base = baseOf({ chunk, cls }, maker ? argsOfSuper({ chunk, cls }, maker, names, evaluator) : args, evaluator, depth);
  const declared = fieldsSet(chunk, cls, fact.region, new Map(), evaluator);
  const own = maker ? [...parameterFields(maker, names), ...fieldsSet(chunk, cls, maker.region, names, evaluator)] : [];
  const unclear = setElsewhere(chunk, cls, [fact.region, maker?.region]);
  // JavaScript sets its fields once the base class is through, Python holds them in the class, where the object's own go before them.
  const isPython = chunk.file.language === 'python';
  return {
    declared: new Map(isPython ? [...base.declared, ...declared] : []),
    assigned: new Map([...base.assigned, ...(isPython ? [] : declared), ...own, ...unclear]),
    text: base.text,
  };
}

function baseOf(cls: ClassRef, args: readonly Passed[] | undefined, evaluator: Evaluator, depth: number): Layers {
  const [place, ...others] = basesOf(cls);
  const bases = place && others.length === 0 ? resolve(place) : [];
  const [base] = bases;
  if (bases.length === 1 && base?.kind === 'class') {
    const layers = layersOf(base, args ?? [], evaluator, depth + 1);
    // What its constructor makes of arguments that are not known is not known either.
    return args ? layers : { ...layers, assigned: new Map([...layers.assigned.keys()].map((name) => [name, unknownAbstract])), text: unknownAbstract };
  }
  const isBuiltIn = bases.length === 1 && (base?.kind === 'global' || base?.kind === 'symbol');
  return { declared: new Map(), assigned: new Map(), text: isBuiltIn && args ? (args.find(({ name }) => name === undefined)?.value ?? literal('')) : unknownAbstract };
}

/** What a constructor hands to that of its base class; undefined where it may not do so, or hands on whatever it gets. */
function argsOfSuper({ chunk, cls }: ClassRef, maker: FunctionFact, names: Names, evaluator: Evaluator): readonly Passed[] | undefined {
  const call = superCall(chunk, cls);
  return call?.region === maker.region ? evaluator.argumentsOf({ chunk, call }, names) : undefined;
}

/** `constructor(readonly status: number)`. */
function parameterFields(maker: FunctionFact, names: Names): readonly (readonly [string, Abstract])[] {
  return maker.params.flatMap(({ field, names: [param] }) => (field && param ? [[param.name, names.get(param.name) ?? unknownAbstract] as const] : []));
}

/** The fields that are set in a region of a class; what is set there twice is not known. */
function fieldsSet(chunk: Chunk, cls: number, region: number, names: Names, evaluator: Evaluator): Fields {
  const found = new Map<string, Abstract>();
  for (const { name, value, path } of chunk.facts.bindings.filter((one) => one.cls === cls && one.region === region)) {
    if (!value) continue;
    const isPlain = path.length === 0 && value.kind !== 'function' && !found.has(name);
    found.set(name, isPlain ? evaluator.evaluate({ chunk, region, expr: value }, names) : unknownAbstract);
  }
  return found;
}

/** The fields that are set under a condition or by a method: what they hold is not known. */
function setElsewhere({ facts }: Chunk, cls: number, known: readonly (number | undefined)[]): Fields {
  return new Map(facts.bindings.filter((one) => one.cls === cls && one.value && !known.includes(one.region)).map(({ name }) => [name, unknownAbstract]));
}
