import type { ImportFact } from '../facts/facts';
import type { ImportedName } from '../policy/layer';
import { type Chunk, type FileView, absolute } from '../program/fileView';
import type { TextEdit } from '../source';
import { afterLine, insertion } from './edits';
import type { Style } from './style';
import { isTaken } from './names';

interface Where {
  readonly file: FileView;
  readonly text: string;
  readonly style: Style;
  /** Where the name is used. */
  readonly before: number;
}

/** How a file writes a name of a module, and the edit that imports it where it is missing; undefined if something else has the name. */
export function importedName({ module, name }: ImportedName, { file, text, style, before }: Where): { readonly written: string; readonly edits: readonly TextEdit[] } | undefined {
  const facts = [...file.imports.values()].flat().filter(({ region }) => region === 0);
  const isSame = (one: ImportFact) => one.module === module || one.module.startsWith(`${module}.`);
  const known = facts.find((one) => isSame(one) && one.name === name);
  if (known) return { written: known.local, edits: [] };
  const whole = facts.find((one) => one.module === module && one.name === '*');
  if (whole) return { written: `${whole.local}.${name}`, edits: [] };
  if (isTaken(name, file)) return undefined;
  const homes = file.chunks.flatMap((chunk) => chunk.facts.imports.flatMap((fact) => (fact.region === 0 && absolute(chunk, fact.span).end <= before ? [{ chunk, fact }] : [])));
  const sibling = homes.find(({ fact }) => fact.module === module && fact.name !== '*');
  const edit = sibling ? extended(sibling, name, text) : file.language === 'python' && statement(homes.at(-1), `from ${module} import ${name}`, { text, style });
  return edit ? { written: name, edits: [{ ...edit, joins: true }] } : undefined;
}

interface Home {
  readonly chunk: Chunk;
  readonly fact: ImportFact;
}

/** One more name in `from tenacity import retry`, on its line or in its parentheses, or in the braces of JavaScript. */
function extended({ chunk, fact }: Home, name: string, text: string): TextEdit | undefined {
  const { start, end } = absolute(chunk, fact.span);
  if (chunk.file.language !== 'python') {
    const brace = text.slice(start, end).indexOf('{');
    // A type is not there when the program runs.
    return brace < 0 || /^import\s+type\b/.test(text.slice(start, end)) ? undefined : insertion(start + brace + 1, ` ${name},`);
  }
  const open = text.slice(start, end).indexOf('(');
  // What comes after the statement is put in at its end.
  if (open < 0) return insertion(start + (/\bimport\s+/.exec(text.slice(start, end))?.index ?? 0) + 'import '.length, `${name}, `);
  const gap = /^\s*\n[ \t]*/.exec(text.slice(start + open + 1))?.[0];
  return insertion(start + open + 1 + (gap?.length ?? 0), gap === undefined ? `${name}, ` : `${name},${gap}`);
}

function statement(home: Home | undefined, code: string, { text, style }: Pick<Where, 'text' | 'style'>): TextEdit | undefined {
  if (!home) return undefined;
  return insertion(afterLine(absolute(home.chunk, home.fact.span).end, text), style.eol + code);
}
