import type { ImportFact } from '../facts/facts';
import { type FileView, type FunctionRef, absolute, functionAround } from '../program/fileView';
import { imported } from '../program/exported';
import { modulesOf } from '../program/modulesOf';
import { isInTestOf } from '../program/outsideTests';
import { resolve } from '../program/resolve';
import type { TextEdit } from '../source';
import { insertion } from './edits';
import type { FixRequest } from './fix';
import { importPath } from './importPath';
import { isTaken } from './names';
import { type OwnHelper, isNamed } from './ownHelpers';
import { placeIn } from './placeIn';
import { inStyle, styleOf } from './style';
import type { Wrapper } from './wrapping';

/** How a call gets at a function of the program: by a name that is there, or by one that is imported. Undefined where that is not certain. */
export function reach({ of, uses }: Pick<OwnHelper, 'of' | 'uses'>, asked: FixRequest): Wrapper | undefined {
  const { file } = asked.site.ref.chunk;
  if (of.chunk.file === file) return inFile(of, asked);
  const isImported = uses.some((use) => use.chunk.file !== of.chunk.file && !isInTestOf(file, use));
  return byImport(of, asked) ?? (isImported ? newImport(of, asked, exportedAs(of)) : undefined);
}

/** A function of the same file, where it is made before it is called. */
function inFile(of: FunctionRef, { site: { ref }, text }: FixRequest): Wrapper | undefined {
  const { name } = of.fn;
  const { chunk } = of;
  if (name === undefined || !isNamed(name, of, ref)) return undefined;
  const runsAtOnce = !functionAround(ref.chunk, ref.call.region);
  const hoisted = chunk.file.language !== 'python' && /^(?:export\s+(?:default\s+)?)?(?:async\s+)?function\b/.test(text.slice(chunk.offset, chunk.offset + 60));
  const isMade = hoisted || absolute(chunk, { start: 0, end: chunk.facts.regions[0]?.span.end ?? 0 }).end <= absolute(ref.chunk, ref.call.span).start;
  return runsAtOnce && !isMade ? undefined : { name, edits: [] };
}

/** What the file has imported already: the function itself, or the module that it is in. */
export function byImport(of: FunctionRef, { site: { ref } }: FixRequest): Wrapper | undefined {
  const { file } = ref.chunk;
  for (const [local, facts] of file.imports.entries()) {
    const [fact] = facts;
    if (facts.length !== 1 || fact?.region !== 0) continue;
    if (isNamed(local, of, ref)) return { name: local, edits: [] };
    const { name } = of.fn;
    const whole = resolve({ chunk: ref.chunk, region: ref.call.region, expr: { kind: 'name', name: local, span: ref.call.span } });
    const isModule = fact.name === '*' || file.language === 'python';
    if (name !== undefined && isModule && whole.length === 1 && whole[0]?.kind === 'module' && whole[0].file === of.chunk.file && exportedAs(of).includes(name)) return { name: `${local}.${name}`, edits: [] };
  }
  for (const name of exportedAs(of)) if (isNamed(name, of, ref)) return { name, edits: [] };
  return undefined;
}

/** The names under which a file gives a function to others. */
export function exportedAs({ chunk: { file }, fn: { name } }: FunctionRef): readonly string[] {
  if (name === undefined) return [];
  if (file.language === 'python') return [name];
  const own = (file.names.get(name) ?? []).some(({ binding }) => binding.exported) ? [name] : [];
  const listed = [...file.exports.entries()].filter(([key, facts]) => key !== '=' && key !== '*' && facts.some(({ fact: { value } }) => value?.kind === 'name' && value.name === name)).map(([key]) => key);
  const whole = (file.exports.get('=') ?? []).flatMap(({ fact: { value } }) => {
    if (value?.kind === 'name') return value.name === name ? ['='] : [];
    return value?.kind === 'object' ? value.entries.filter((entry) => entry.value.kind === 'name' && entry.value.name === name).map(({ key }) => key) : [];
  });
  return [...new Set([...own, ...listed, ...whole])];
}

/** A statement that imports it, by one of the names under which its file exports it. */
export function newImport(of: FunctionRef, asked: FixRequest, exported: readonly string[]): Wrapper | undefined {
  const { site, sites, text, parts } = asked;
  const { file } = site.ref.chunk;
  const { name } = of.fn;
  if (name === undefined || parts || isTaken(name, file) || leadsTo(of.chunk.file, file)) return undefined;
  const as = exported.find((one) => one === name) ?? exported.find((one) => one === 'default' || one === '=');
  const module = as && importPath(of.chunk.file, file);
  if (!as || !module || !brings(file, { module: module.path, name: as === '=' ? '*' : as }, of)) return undefined;
  const added = as === name ? addition(file, module.path, name, text) : undefined;
  if (added) return { name, edits: [added] };
  const style = styleOf(text, file.language);
  const statement = inStyle(statementOf(file, module, { name, as }), style, file.language);
  const place = placeIn(file, undefined, { sites, text });
  if (!place || (place.imports === undefined && (place.startsLine || modulesOf(file).length === 0))) return undefined;
  return { name, edits: [insertion(place.code, style.eol + statement)] };
}

function brings(file: FileView, fact: Pick<ImportFact, 'module' | 'name'>, of: FunctionRef): boolean {
  const targets = imported(file, fact.name === '*' ? { ...fact, name: 'default' } : fact);
  return targets.some((target) => {
    if (target.kind !== 'place') return false;
    const { expr } = target.place;
    const read = target.path.reduce((object, name) => ({ kind: 'member', object, name, span: expr.span }) as const, expr);
    return resolve({ ...target.place, expr: read }).some((value) => value.kind === 'function' && value.of.fn === of.fn);
  });
}

/** The statement that imports a name, or several with commas between, by the name that its module gives it. */
export function statementOf({ language }: FileView, { path, required }: { readonly path: string; readonly required: boolean }, { name, as }: { readonly name: string; readonly as: string }): string {
  if (language === 'python') return `from ${path} import ${name}`;
  if (required) return as === '=' ? `const ${name} = require('${path}');` : `const { ${name} } = require('${path}');`;
  return as === 'default' ? `import ${name} from '${path}';` : `import { ${name} } from '${path}';`;
}

/** One more name in the statement that imports from a module already. */
function addition(file: FileView, module: string, name: string, text: string): TextEdit | undefined {
  const python = file.language === 'python';
  for (const chunk of file.chunks)
    for (const fact of chunk.facts.imports) {
      if (fact.region !== 0 || fact.module !== module || fact.name === '*' || fact.name === 'default') continue;
      const { start, end } = absolute(chunk, fact.span);
      const written = text.slice(start, end);
      const list = python ? /^from\s+\S+\s+import\s+([\w\s,]*\w)$/.exec(written) : /^import\s*(?:\w+\s*,\s*)?\{([\w\s,$]*[\w$]),?\s*\}/.exec(written);
      if (!list?.[1] || /[\r\n]/.test(list[1])) continue;
      return insertion(start + list.index + written.indexOf(list[1], written.search(python ? /import\s/ : /\{/)) + list[1].length, `, ${name}`);
    }
  return undefined;
}

const maxReached = 200;

/** True if a file imports another, also over others: what imports in a circle may find nothing there yet. */
function leadsTo(from: FileView, to: FileView): boolean {
  const seen = new Set([from]);
  for (const file of seen) {
    if (file === to || seen.size > maxReached) return true;
    for (const module of modulesOf(file)) {
      const next = file.program?.moduleOf(file, module);
      if (next) seen.add(next);
    }
  }
  return false;
}
