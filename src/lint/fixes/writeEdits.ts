import type { LanguageId } from '../call';
import type { ImportedName, Write } from '../policy/layer';
import type { FileView } from '../program/fileView';
import type { Location, TextEdit } from '../source';
import { gapBefore } from './edits';
import { importedName } from './importedName';
import { type Style, inStyle, styleOf } from './style';

interface Writing {
  readonly file: FileView;
  readonly language: LanguageId;
  readonly textOf: (at: Location) => string | undefined;
}

/** The edits that put code where a model wants it, in the style of its file; undefined where a comment or a name stands in the way. */
export function writeEdits(writes: readonly Write[], writing: Writing): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const group of together(writes)) {
    const made = groupEdits(group, writing);
    if (!made) return undefined;
    edits.push(...made);
  }
  return edits;
}

/** What is put in after the same neighbour belongs together, in its order. */
function together(writes: readonly Write[]): readonly (readonly Write[])[] {
  const groups = new Map<string, Write[]>();
  for (const write of writes) {
    const { file = '', start, end } = write.at;
    const key = `${file} ${start} ${end}`;
    groups.set(key, [...(groups.get(key) ?? []), write]);
  }
  return [...groups.values()];
}

function groupEdits(group: readonly Write[], { file, language, textOf }: Writing): readonly TextEdit[] | undefined {
  const [first] = group;
  const text = first && textOf(first.at);
  if (!first || text === undefined) return undefined;
  const { at, after } = first;
  if (group.length > 1 && !after && at.start < at.end) return undefined;
  if (hasComment(text.slice(at.start, at.end))) return undefined;
  const style = styleOf(text, language);
  const edits: TextEdit[] = [];
  const codes: string[] = [];
  for (const write of group) {
    const named = withNames(write, { file, style, text });
    if (!named) return undefined;
    const { copied } = write;
    codes.push(inStyle(named.code, style, language).replaceAll('…', () => (copied ? text.slice(copied.start, copied.end) : '…')));
    edits.push(...named.edits);
  }
  const pad = at.start === at.end && text.slice(at.start - 1, at.start + 1) === '{}' ? ' ' : '';
  if (!after) return [...edits, { span: at, text: pad + codes.join(', ') + pad }];
  return [...edits, ...behind(at, codes, { text, gap: gapBefore(after.start, text) })];
}

/** After a neighbour, and after the comment behind it where each has a line of its own. */
function behind(at: Location, codes: readonly string[], { text, gap }: { readonly text: string; readonly gap: string }): readonly TextEdit[] {
  const [rest = '', comma = ''] = /^(,?)[ \t]*(?:(?:\/\/|#)[^\r\n]*)?/.exec(text.slice(at.start)) ?? [];
  const isCommented = rest.trim().length > comma.length && gap !== ' ';
  if (!isCommented) return codes.map((code) => ({ span: at, text: `,${gap}${code}`, joins: true }));
  const end = { ...at, start: at.start + rest.length, end: at.start + rest.length };
  const added = codes.map((code) => gap + code).join(',');
  return comma === '' ? [{ span: at, text: ',' }, { span: end, text: added }] : [{ span: end, text: `${added},` }];
}

/** What is replaced may hold a comment; one in a text literal counts as one, too. */
function hasComment(text: string): boolean {
  return /\/\/|\/\*|#/.test(text);
}

/** Code with the names that it takes from modules as its file has them, and the imports that are missing. */
function withNames({ text: code, at, names = [] }: Write, { file, style, text }: { readonly file: FileView; readonly style: Style; readonly text: string }): { readonly code: string; readonly edits: readonly TextEdit[] } | undefined {
  if (names.length === 0) return { code, edits: [] };
  // Of another file only the text is at hand.
  if (at.file !== undefined && at.file !== file.path) return undefined;
  const found = names.map((one: ImportedName) => ({ one, has: importedName(one, { file, text, style, before: at.start }) }));
  const edits: TextEdit[] = [];
  let written = code;
  for (const { one, has } of found) {
    if (!has) return undefined;
    written = written.replaceAll(new RegExp(`(?<![\\w."'])${one.name}\\b`, 'g'), has.written);
    edits.push(...has.edits);
  }
  return { code: written, edits };
}
