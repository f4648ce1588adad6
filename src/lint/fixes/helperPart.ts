import type { Chunk, FileView, FunctionRef } from '../program/fileView';
import type { HelperPart } from './backoffHelper';
import { isTaken } from './names';

/** The name of a part in a file, and where the file has it already. */
export function nameFor(part: HelperPart, file: FileView): { readonly name: string; readonly chunk?: Chunk } | undefined {
  for (const candidate of namesOf(part, file)) {
    const chunk = ours(candidate, part, file)?.chunk;
    if (chunk || !isTaken(candidate, file)) return { name: candidate, chunk };
  }
  return undefined;
}

/** A part that a file has, under whichever of its names. */
export function partIn(part: HelperPart, file: FileView): FunctionRef | undefined {
  return namesOf(part, file).map((name) => ours(name, part, file)).find((found) => found !== undefined);
}

function namesOf({ name }: HelperPart, { language }: FileView): readonly string[] {
  return [name, ...['claude', 'headroom'].map((prefix) => (language === 'python' ? `${prefix}_${name}` : prefix + name.charAt(0).toUpperCase() + name.slice(1)))];
}

/** A part of a helper is known by its name and parameters, and one that goes round by its loop or decorator: people may change the rest. */
function ours(name: string, { params, code }: HelperPart, file: FileView): FunctionRef | undefined {
  const loops = /^ *for /m.test(code);
  const decorated = code.startsWith('@');
  const functions = (file.names.get(name) ?? []).flatMap(({ chunk, binding: { value } }): readonly FunctionRef[] => {
    const fn = value?.kind === 'function' ? chunk.facts.functions[value.fn] : undefined;
    return fn ? [{ chunk, fn }] : [];
  });
  return functions.find(({ chunk, fn }) =>
    (!decorated || fn.decorators.length > 0) && (!loops || chunk.facts.regions.some(({ kind }) => kind === 'loop')) && params.every((param, index) => fn.params[index]?.names[0]?.name === param));
}
