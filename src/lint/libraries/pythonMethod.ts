import type { CallRef } from '../program/fileView';
import type { Value } from '../program/value';
import { dotted } from './dotted';

/** A method of an object that a package's class makes. */
export interface PythonMethod {
  readonly name: string;
  /** The constructor call; absent if only the object's type is known. */
  readonly made?: CallRef;
}

/** The method that a callee is, if its object is made by or annotated with one of the classes. */
export function pythonMethod(value: Value, classes: ReadonlySet<string>): PythonMethod | undefined {
  if (value.kind !== 'result' && value.kind !== 'typed') return undefined;
  const [name, ...more] = value.path;
  const type = dotted(value.kind === 'typed' ? value.type : value.callee);
  if (name === undefined || more.length > 0 || type === undefined || !classes.has(type)) return undefined;
  return value.kind === 'typed' ? { name } : { name, made: value.of };
}
