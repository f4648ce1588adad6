import type { Expr } from '../facts/facts';
import { isConstructor } from './classes';
import type { CallRef, FileView, FunctionRef } from './fileView';
import { resolve } from './resolve';
import type { Value } from './value';
import { filesSeeing, namesSeeing } from './visibility';

export interface PolymorphicCallers {
  /** Calls on what is said to be of an interface or base class of the method's class. */
  readonly certain: readonly CallRef[];
  /** Calls by that name, where such an interface is known, on what cannot be followed. */
  readonly possible: readonly CallRef[];
}

const none: PolymorphicCallers = { certain: [], possible: [] };

/** More calls than this by one name say that the name says nothing. */
const most = 40;

/** The calls that may reach a method through an interface or base class: `provider.generate()`, where `provider` is any that implements it. */
export function polymorphicCallersOf({ chunk, fn }: FunctionRef): PolymorphicCallers {
  const { name, cls } = fn;
  const of = cls === undefined ? undefined : chunk.facts.classes[cls];
  if (!of || name === undefined || isConstructor(fn)) return none;
  const certain = new Set<CallRef>();
  const possible = new Set<CallRef>();
  for (const type of [...(of.interfaces ?? []), ...of.bases].flatMap(nameOf)) {
    const home = homeOf(chunk.file, type);
    const calls = !home ? [] : filesSeeing(home, type).flatMap((file) => namesIn(file, home, type).length > 0 || file === home ? (file.calls.get(name) ?? []) : []);
    if (calls.length > most) return none;
    for (const ref of calls) {
      const { callee } = ref.call;
      if (callee.kind !== 'member') continue;
      const receivers = resolve({ chunk: ref.chunk, region: ref.call.region, expr: callee.object });
      if (receivers.some((value) => isNamed(value, type))) certain.add(ref);
      else if (receivers.every(({ kind }) => kind === 'unknown' || kind === 'param')) possible.add(ref);
    }
  }
  return { certain: [...certain], possible: [...possible] };
}

function nameOf(expr: Expr): readonly string[] {
  return expr.kind === 'name' ? [expr.name] : [];
}

/** The file of the program that declares a type which a file names. */
function homeOf(file: FileView, type: string): FileView | undefined {
  const [fact] = file.imports.get(type) ?? [];
  return fact ? file.program?.moduleOf(file, fact.module) : file;
}

function namesIn(file: FileView, home: FileView, type: string): readonly string[] {
  return namesSeeing(file, home, type).filter((name) => file.imports.has(name));
}

function isNamed(value: Value, type: string): boolean {
  if (value.kind === 'instance') return value.chunk.facts.classes[value.cls]?.name === type;
  return value.kind === 'typed' && value.path.length === 0 && value.type.kind === 'symbol' && value.type.path.at(-1) === type;
}
