import type { FileView } from '../program/fileView';

/** True where a file has something of a name, in whatever scope. */
export function isTaken(name: string, file: FileView): boolean {
  if (file.imports.has(name) || file.names.has(name)) return true;
  return file.chunks.some(({ facts, index }) => index.bindings.has(name) || facts.functions.some((fn) => fn.name === name || fn.params.some((param) => param.names.some((one) => one.name === name))));
}
