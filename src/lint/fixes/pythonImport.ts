import type { FileView } from '../program/fileView';
import type { TextEdit } from '../source';
import { afterLine, insertion } from './edits';
import { styleOf } from './style';

/** The edits that import a module of Python at the head of a file, none where it is there already; undefined where its name is another thing's. */
export function importEdits(module: string, file: FileView, text: string): readonly TextEdit[] | undefined {
  const named = file.imports.get(module) ?? [];
  if (named.some((fact) => fact.region === 0 && fact.module === module && fact.name === '*')) return [];
  if (named.length > 0 || file.names.has(module) || file.chunks.some(({ facts, index }) => index.bindings.has(module) || facts.functions.some(({ params }) => params.some(({ names }) => names.some(({ name }) => name === module))))) return undefined;
  const { eol } = styleOf(text, 'python');
  const statement = `import ${module}`;
  const first = file.chunks.find(({ facts }) => facts.imports.some(({ region }) => region === 0));
  if (first) return [insertion(first.offset, statement + eol)];
  // It must stay the first statement, and brings no name along.
  const future = file.chunks.findLast(({ offset }) => /^from\s+__future__\s/.test(text.slice(offset, offset + 40)));
  if (future) return [insertion(afterLine(future.offset + (future.facts.regions[0]?.span.end ?? 0), text), eol + eol + statement)];
  const start = file.chunks.find(({ offset }) => !/^(?:#|[rRuU]?(?:"|'))/.test(text.slice(offset, offset + 4)))?.offset ?? 0;
  return [insertion(start, statement + eol.repeat(2))];
}
