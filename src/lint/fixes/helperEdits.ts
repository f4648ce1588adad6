import type { LanguageId } from '../call';
import type { FileView } from '../program/fileView';
import { resolve } from '../program/resolve';
import type { Value } from '../program/value';
import { type Part, type TextEdit, partAt } from '../source';
import type { BackoffHelper, HelperImport, HelperPart } from './backoffHelper';
import { insertion, missingBreaks } from './edits';
import { nameFor } from './helperPart';
import { kindOf } from './importPath';
import { isTaken } from './names';
import { type Place, type UsedBy, placeIn } from './placeIn';
import { type Style, inStyle, styleOf } from './style';
import type { Wrapper } from './wrapping';

interface Wanted {
  readonly file: FileView;
  readonly language: LanguageId;
  readonly sites: readonly UsedBy[];
  readonly text: string;
  readonly parts: readonly Part[] | undefined;
}

/** The name under which a file has the backoff helper, and the edits that put it there as far as it is missing; undefined if its names are taken. */
export function helperEdits({ helper, part, ...wanted }: Wanted & { readonly helper: BackoffHelper; readonly part: 'blocking' | 'async' }): Wrapper | undefined {
  return insertHelper(helper[part], [helper.shared], wanted);
}

/** The same for any helper and what it needs. */
export function insertHelper(helper: HelperPart, needs: readonly HelperPart[], { file, language, sites, text, parts: cells }: Wanted): Wrapper | undefined {
  const found = [...needs, helper].flatMap((part) => {
    const known = nameFor(part, file);
    return known ? [{ part, ...known }] : [];
  });
  const own = found.at(-1);
  if (!own || found.length <= needs.length) return undefined;
  if (own.chunk) return { name: own.name, edits: [] };
  const missing = found.filter(({ chunk }) => !chunk).map(({ part }) => part);
  const imports = missingImports(missing.flatMap((one) => one.imports), file);
  if (!imports) return undefined;
  const style = styleOf(text, language);
  const place = placeIn(file, found.find(({ chunk }) => chunk)?.chunk, { sites, text });
  if (!place) return undefined;
  const rename = (code: string) => found.reduce((renamed, { part, name }) => renamed.replaceAll(new RegExp(`\\b${part.name}\\b`, 'g'), name), code);
  const codes = missing.map(({ code }) => inStyle(rename(code), style, language));
  return { name: own.name, edits: [...importEdits(imports.map((one) => ({ ...one, statement: inStyle(one.statement, style, language) })), place, style), ...codeEdits(codes, place, { text: text.slice(0, partAt({ parts: cells }, place.code)?.end), language, style })] };
}

/** The edits that import what a file does not import yet; undefined if a name is taken. */
export function insertImports(wanted: readonly HelperImport[], { file, language, sites, text }: Wanted): readonly TextEdit[] | undefined {
  const imports = missingImports(wanted, file);
  const place = placeIn(file, undefined, { sites, text });
  return imports && place && importEdits(imports, place, styleOf(text, language));
}

/** As the file writes what it imports; undefined if a name is taken, or if it can only `require`, and the module be imported. */
function missingImports(wanted: readonly HelperImport[], file: FileView): readonly HelperImport[] | undefined {
  const imports = wanted.filter((one) => !isImported(one, file) && !isRequired(one, file));
  if (imports.some((one) => one.names.some((name) => isTaken(localName(one, name), file)))) return undefined;
  if (file.language === 'python' || kindOf(file) !== 'require') return imports;
  return imports.every(({ required }) => required !== undefined) ? imports.map((one) => ({ ...one, statement: one.required ?? one.statement })) : undefined;
}

/** An edit for each part, so that fixes that need different parts of the helper can be applied together. */
function codeEdits(parts: readonly string[], { code: at, startsLine }: Place, { text, language, style: { eol } }: { readonly text: string; readonly language: LanguageId; readonly style: Style }): readonly TextEdit[] {
  const blank = language === 'python' ? 2 : 1;
  const gap = eol.repeat(blank + 1);
  if (startsLine) return parts.map((code) => insertion(at, code + gap));
  const missing = missingBreaks(at, text, blank);
  const next = text.indexOf('\n', at) + 1;
  return [...parts.map((code) => insertion(at, gap + code)), ...(missing > 0 ? [insertion(next > 0 ? next : at, eol.repeat(missing))] : [])];
}

function importEdits(imports: readonly HelperImport[], { imports: at, code, startsLine }: Place, { eol }: Style): readonly TextEdit[] {
  const statements = importStatements(imports);
  if (at === undefined && !startsLine) return statements.map((statement) => insertion(code, eol + statement));
  const edits = statements.map((statement) => insertion(at ?? code, statement + eol));
  return at === undefined && edits.length > 0 ? [...edits, insertion(code, eol.repeat(2))] : edits;
}

/** Each statement once, those of Python that take single names last. */
export function importStatements(imports: readonly HelperImport[]): readonly string[] {
  return [...new Set(imports.map(({ statement }) => statement))].sort((a, b) => Number(a.startsWith('from')) - Number(b.startsWith('from')) || (a < b ? -1 : 1));
}

/** What a file calls a name that it imports. */
export function localName({ module, as }: HelperImport, name: string): string {
  return as ?? (name === '*' ? module : name);
}

/** True for `const retry = require('async-retry')` at the top of a file. */
function isRequired(one: HelperImport, file: FileView): boolean {
  return one.required !== undefined && one.names.every((name) => (file.names.get(localName(one, name)) ?? []).some(({ chunk, binding: { value } }) => value !== undefined && isWhole(resolve({ chunk, region: 0, expr: value }), one.module)));
}

function isWhole([value, ...others]: readonly Value[], module: string): boolean {
  return value?.kind === 'symbol' && others.length === 0 && value.module === module && value.path.every((name) => name === 'default');
}

function isImported(one: HelperImport, file: FileView): boolean {
  const { module, names } = one;
  return names.every((name) => (file.imports.get(localName(one, name)) ?? []).some((fact) => fact.module === module && fact.name === name && fact.region === 0));
}
