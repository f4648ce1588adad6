import type { Chunk, FileView, FunctionRef } from '../program/fileView';
import type { NewFile, QuickFix } from '../quickFix';
import type { Span, TextEdit } from '../source';
import { backoffHelpers } from './backoffHelpers';
import { insertion } from './edits';
import type { Fix, FixRequest } from './fix';
import { importStatements, localName } from './helperEdits';
import { partIn } from './helperPart';
import { folderOf, kindOf, pathBeside } from './importPath';
import { isTaken } from './names';
import { placeIn } from './placeIn';
import { statementOf } from './reach';
import { holders } from './shareBackoffHelper';
import { inStyle, styleOf } from './style';
import { type Wrapping, wrapped, wrapping } from './wrapping';

/** Moves the backoff helper of a file that no other can import into a module of its own. */
export const moveBackoffHelper: Fix = {
  id: 'move-backoff-helper',
  summary: 'Moves the backoff helper of another file, which nobody imports, into a module of its own, imports it there and here, and wraps the call in it.',
  rules: ['unretried-call', 'ineffective-retry', 'weak-retry'],
  propose,
};

interface Move {
  /** The function that wraps a call, by its name. */
  readonly name: string;
  readonly edits: readonly TextEdit[];
  readonly creates: NewFile;
}

function propose(asked: FixRequest): QuickFix | undefined {
  const { site, text, parts, remember } = asked;
  const wrap = parts ? undefined : wrapping(site, text);
  if (!wrap) return undefined;
  const { timing } = wrap;
  const move = remember(`${moveBackoffHelper.id} ${timing}`, () => moveFor(asked, timing));
  if (!move) return undefined;
  const title = `Move the backoff helper (${move.name}) into ${move.creates.file.slice(folderOf(move.creates.file).length)}, and wrap in it`;
  return { ...wrapped(wrap, move, { fix: moveBackoffHelper.id, title, asked }), preferred: false, creates: [move.creates] };
}

function moveFor(asked: FixRequest, timing: Wrapping['timing']): Move | undefined {
  const { file } = asked.site.ref.chunk;
  for (const of of holders(file, timing)) {
    const home = of.chunk.file;
    // What others import stays where it is, and can be imported from there.
    if ((home.program?.importersOf(home) ?? []).length > 0 || home.path === undefined || folderOf(home.path) !== folderOf(file.path ?? '')) continue;
    const move = moved(of, home, asked);
    if (move) return move;
  }
  return undefined;
}

function moved(of: FunctionRef, home: FileView, asked: FixRequest): Move | undefined {
  const { site, sites, text } = asked;
  const { file } = site.ref.chunk;
  const { path = '', language } = home;
  const { name } = of.fn;
  const source = asked.textOf({ start: 0, end: 0, file: path });
  const isModule = language === 'python' || (kindOf(home) === 'import' && kindOf(file) === 'import');
  if (name === undefined || source === undefined || !isModule || isTaken(name, file)) return undefined;
  const found = partsIn(home);
  const taken = found.map(({ chunk }) => stretchOf(chunk, source));
  const imports = taken.includes(undefined) ? undefined : neededImports(found, home, source);
  const module = language === 'python' ? 'claude_backoff' : 'claudeBackoff';
  const specifier = pathBeside(module, file, home);
  if (!imports || specifier === undefined || file.program?.moduleOf(file, specifier) || file.program?.moduleOf(home, specifier)) return undefined;
  const spans = taken.flatMap((span) => span ?? []);
  const left = spans.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), source);
  const used = found.flatMap(({ fn }) => (fn.name !== undefined && new RegExp(`\\b${fn.name}\\b`).test(left) ? [fn.name] : []));
  const [there, here] = [importing(home, used, specifier, source, []), importing(file, [name], specifier, text, sites)];
  if (!there || !here) return undefined;
  const style = styleOf(source, language);
  const blank = style.eol.repeat(language === 'python' ? 3 : 2);
  const codes = spans.map(({ start, end }) => exported(source.slice(start, end).trim(), language));
  const head = imports.map((statement) => inStyle(statement, style, language));
  return {
    name,
    creates: { file: `${folderOf(path)}${module}${/\.\w+$/.exec(path)?.[0].replace('x', '') ?? ''}`, text: [...(head.length > 0 ? [head.join(style.eol)] : []), ...codes].join(blank) + style.eol },
    edits: [{ ...there, span: { ...there.span, file: path } }, ...spans.map((span): TextEdit => ({ span: { ...span, file: path }, text: '' })), here],
  };
}

/** All of the helper that a file has, in its order. */
function partsIn(home: FileView): readonly FunctionRef[] {
  const { shared, blocking, async } = backoffHelpers[home.language];
  const found = [...new Set([shared, blocking, async])].flatMap((part) => partIn(part, home) ?? []);
  return found.filter((one, index) => found.findIndex(({ fn }) => fn === one.fn) === index).sort((a, b) => a.chunk.offset - b.chunk.offset);
}

/** A function with the comment right above it, up to what comes next; undefined for one that is no declaration of its own. */
function stretchOf({ offset, facts }: Chunk, source: string): Span | undefined {
  const end = offset + (facts.regions[0]?.span.end ?? 0);
  if (!/^(?:@|(?:export )?(?:async )?(?:function|def) )/.test(source.slice(offset, offset + 40))) return undefined;
  const comment = /(?:\/\*(?:(?!\*\/)[^])*\*\/[ \t]*\r?\n|(?:^[ \t]*(?:\/\/|#).*\r?\n)+)$/m.exec(source.slice(0, offset))?.[0] ?? '';
  const gap = /^[ \t;]*(?:\r?\n[ \t]*)*(?=\S|$)/.exec(source.slice(end))?.[0] ?? '';
  return { start: offset - comment.length, end: end + gap.length };
}

/** The statements that import what the helper needs of other modules; undefined where it needs more of its file than its own parts and those. */
function neededImports(found: readonly FunctionRef[], home: FileView, source: string): readonly string[] | undefined {
  const { shared, blocking, async } = backoffHelpers[home.language];
  const all = [shared, blocking, async].flatMap(({ imports }) => imports);
  const own = new Set(found.map(({ fn }) => fn.name));
  const code = found.map(({ chunk }) => source.slice(chunk.offset, chunk.offset + (chunk.facts.regions[0]?.span.end ?? 0))).join('\n');
  const isUsed = (name: string) => new RegExp(`(?<![.\\w$])${name.replaceAll('$', '\\$')}\\b`).test(code);
  const known = new Set(all.flatMap((one) => one.names.map((name) => localName(one, name))));
  const foreign = [...[...home.names.entries()].flatMap(([name]) => (own.has(name) ? [] : [name])), ...[...home.imports.entries()].flatMap(([name]) => (known.has(name) ? [] : [name]))];
  const isLocal = (name: string) => found.some(({ chunk, fn }) => chunk.index.bindings.has(name) || fn.params.some(({ names }) => names.some((one) => one.name === name)));
  if (foreign.some((name) => isUsed(name) && !isLocal(name))) return undefined;
  return importStatements(all.filter((one) => one.names.some((name) => isUsed(localName(one, name)))));
}

/** The statement that imports names into a file, after its other imports. */
function importing(file: FileView, names: readonly string[], specifier: string, text: string, sites: FixRequest['sites']): TextEdit | undefined {
  const style = styleOf(text, file.language);
  const place = placeIn(file, undefined, { sites, text });
  const list = names.toSorted().join(', ');
  const statement = statementOf(file, { path: specifier, required: false }, { name: list, as: list });
  return !place || place.startsLine ? undefined : insertion(place.code, style.eol + inStyle(statement, style, file.language));
}

function exported(code: string, language: FileView['language']): string {
  return language === 'python' ? code : code.replace(/^(?=(?:async )?function )/m, 'export ');
}
