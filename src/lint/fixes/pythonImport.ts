import type { ImportFact } from '../facts/facts';
import type { FileView } from '../program/fileView';
import type { TextEdit } from '../source';
import { afterLine, insertion } from './edits';
import { isBound } from './names';
import { styleOf } from './style';

/** The edits that import a module of Python above an offset, none where it is imported there already; undefined where its name is another thing's. */
export function importEdits(module: string, file: FileView, { text, above }: { readonly text: string; readonly above: number }): readonly TextEdit[] | undefined {
  const isIt = (fact: ImportFact) => fact.module === module && fact.name === '*' && fact.local === module;
  const importing = file.chunks.filter(({ offset, facts }) => offset <= above && facts.imports.some(({ region }) => region === 0));
  if (importing.some(({ facts }) => facts.imports.some((fact) => fact.region === 0 && isIt(fact)))) return [];
  if (isBound(module, file) || (file.imports.get(module) ?? []).some((fact) => !isIt(fact))) return undefined;
  const { eol } = styleOf(text, 'python');
  const statement = `import ${module}`;
  const [first] = importing;
  if (first) return [insertion(first.offset, statement + eol)];
  // It must stay the first statement, and brings no name along.
  const future = file.chunks.findLast(({ offset }) => /^from\s+__future__\s/.test(text.slice(offset, offset + 40)));
  if (future) return [insertion(afterLine(future.offset + (future.facts.regions[0]?.span.end ?? 0), text), eol + eol + statement)];
  const start = file.chunks.find(({ offset }) => !/^(?:#|[rRuU]?(?:"|'))/.test(text.slice(offset, offset + 4)))?.offset ?? 0;
  return [insertion(start, statement + eol.repeat(2))];
}
