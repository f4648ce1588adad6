import type { FileView } from '../program/fileView';

/** True for a name that a file gives to something of its own, in whatever scope; imports apart. */
export function isBound(name: string, file: FileView): boolean {
  return file.names.has(name) || file.chunks.some(({ facts, index }) => index.bindings.has(name) || facts.functions.some((fn) => fn.name === name || fn.params.some((param) => param.names.some((one) => one.name === name))));
}

/** True for a name that a file has for something, its imports included. */
export function isTaken(name: string, file: FileView): boolean {
  return file.imports.has(name) || isBound(name, file);
}
