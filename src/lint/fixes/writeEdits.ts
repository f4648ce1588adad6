import type { LanguageId } from '../call';
import type { ImportedName, Write } from '../policy/layer';
import { type FileView, absolute } from '../program/fileView';
import type { Location, TextEdit } from '../source';
import { gapBefore, insertion } from './edits';
import { freeLine } from './freeLine';
import { importedName } from './importedName';
import { isMentioned } from './isMentioned';
import { handlerBody } from './pythonBlock';
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
  const { at, after, isAhead, isFirst } = first;
  if (group.length > 1 && !after && at.start < at.end) return undefined;
  if (hasComment(text.slice(at.start, at.end))) return undefined;
  const style = styleOf(text, language);
  if (isFirst) return group.length === 1 ? inBlock(first, { file, language, style, text }) : undefined;
  if (isAhead) return group.length === 1 ? ahead(first, { file, language, style, text }) : undefined;
  const edits: TextEdit[] = [];
  const codes: string[] = [];
  for (const write of group) {
    if (!isSole(write, text)) return undefined;
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

/** False where something else may use what a write changes. */
function isSole({ sole }: Write, text: string): boolean {
  if (!sole) return true;
  const { name, within: { start, end } } = sole;
  return [...`${text.slice(0, start)} ${text.slice(end)}`.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length === 1;
}

/** Statements in lines of their own; what they copy must stand in one line. */
function ahead({ at, text: code, copied, fresh }: Write, { file, language, style, text }: { readonly file: FileView; readonly language: LanguageId; readonly style: Style; readonly text: string }): readonly TextEdit[] | undefined {
  const line = at.file === undefined || at.file === file.path ? freeLine(at.start, text, language) : undefined;
  const copy = copied && text.slice(copied.start, copied.end);
  const named = line && withFresh({ code, at, fresh }, { file, text });
  if (!line || named === undefined || (copy !== undefined && (/[\r\n]/.test(copy) || hasComment(copy)))) return undefined;
  const lines = inStyle(named, style, language).split(style.eol).map((one) => line.indent + one + style.eol);
  return [insertion(line.start, lines.join('').replaceAll('…', () => copy ?? '…'))];
}

/** Statements in lines of their own after the line that ends the head of a block. */
function inBlock({ at, text: code, fresh }: Write, { file, language, style, text }: { readonly file: FileView; readonly language: LanguageId; readonly style: Style; readonly text: string }): readonly TextEdit[] | undefined {
  const body = at.file === undefined || at.file === file.path ? handlerBody(at.start, text) : undefined;
  const named = withFresh({ code, at, fresh }, { file, text });
  if (!body || named === undefined) return undefined;
  return [insertion(body.offset, inStyle(named, style, language).split(style.eol).map((line) => body.indent + line + style.eol).join(''))];
}

/** Code in which the first of the names that mean nothing in its declaration stands for the first of them. */
function withFresh({ code, at, fresh }: { readonly code: string } & Pick<Write, 'at' | 'fresh'>, { file, text }: { readonly file: FileView; readonly text: string }): string | undefined {
  const [name] = fresh ?? [];
  if (!fresh || name === undefined) return code;
  const home = file.chunks.find((chunk) => {
    const { start, end } = absolute(chunk, chunk.facts.regions[0]?.span ?? { start: 0, end: 0 });
    return start <= at.start && at.end <= end;
  });
  const free = home && fresh.find((one) => !isMentioned(one, home, text));
  return free === undefined ? undefined : code.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), free);
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
function withNames({ text: given, at, names = [], fresh }: Write, { file, style, text }: { readonly file: FileView; readonly style: Style; readonly text: string }): { readonly code: string; readonly edits: readonly TextEdit[] } | undefined {
  const code = withFresh({ code: given, at, fresh }, { file, text });
  if (code === undefined) return undefined;
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
