import type { ImportFact } from '../facts/facts';
import { type FileView, absolute } from '../program/fileView';
import type { Span, TextEdit } from '../source';

/** The name of a class in a Python file, and the edits that import it beside another one of its module. */
export interface ImportedClass {
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

/** A class of `anthropic` for use where another one of it is written as `beside`, alone or as a member of the module; undefined where it cannot be imported the same way. */
export function importedClass(file: FileView, text: string, name: string, beside: string): ImportedClass | undefined {
  const [, module] = /^(\w+)\.\w+$/.exec(beside) ?? [];
  if (module !== undefined) return (file.imports.get(module) ?? []).every((fact) => fact.module === 'anthropic' && fact.name === '*') && file.imports.has(module) ? { name: `${module}.${name}`, edits: [] } : undefined;
  if (ofAnthropic(file, name)) return { name, edits: [] };
  const fact = ofAnthropic(file, beside);
  const statement = fact && importedAt(file, fact);
  if (!statement || new RegExp(`(?<!\\.)\\b${name}\\b`).test(text)) return undefined;
  const before = new RegExp(`\\bimport\\b[^#]*?\\b(?=${beside}\\b)`).exec(text.slice(statement.start, statement.end));
  const at = before ? statement.start + before.index + before[0].length : undefined;
  return at === undefined ? undefined : { name, edits: [{ span: { start: at, end: at }, text: `${name}, ` }] };
}

/** The import of a class of `anthropic` under its own name, if a file has just this one. */
export function ofAnthropic({ imports }: FileView, name: string): ImportFact | undefined {
  const [fact, ...more] = imports.get(name) ?? [];
  return fact?.module === 'anthropic' && fact.name === name && fact.region === 0 && more.length === 0 ? fact : undefined;
}

/** Where the statement of an import stands. */
export function importedAt({ chunks }: FileView, fact: ImportFact): Span | undefined {
  const home = chunks.find(({ facts }) => facts.imports.some((one) => one === fact));
  return home && absolute(home, fact.span);
}
