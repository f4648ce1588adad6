import { type FileView, type FunctionRef, absolute } from '../program/fileView';
import { filesAround } from '../program/modulesOf';
import type { QuickFix } from '../quickFix';
import { backoffHelpers } from './backoffHelpers';
import { insertion } from './edits';
import type { Fix, FixRequest } from './fix';
import { partIn } from './helperPart';
import { byImport, exportedAs, newImport } from './reach';
import { type Wrapper, type Wrapping, wrapped, wrapping } from './wrapping';

/** Wraps a call in the backoff helper that another file of the program has, and exports and imports it where that is missing. */
export const shareBackoffHelper: Fix = {
  id: 'share-backoff-helper',
  summary: 'Wraps the call in the backoff helper that another file of the program has, and exports and imports it where that is missing.',
  rules: ['unretried-call', 'ineffective-retry', 'weak-retry'],
  propose,
};

function propose(asked: FixRequest): QuickFix | undefined {
  const { site, text, remember } = asked;
  const wrap = wrapping(site, text);
  if (!wrap) return undefined;
  const { timing } = wrap;
  const held = remember(`${shareBackoffHelper.id} ${timing}`, () => holders(site.ref.chunk.file, timing));
  for (const of of held) {
    const way = byImport(of, asked) ?? shared(of, asked);
    if (way) return wrapped(wrap, way, { fix: shareBackoffHelper.id, title: `Wrap in the backoff helper of another file (${way.name})`, asked });
  }
  return undefined;
}

/** The helper in each file of the program that has it; none where the file has it itself. */
export function holders(file: FileView, timing: Wrapping['timing']): readonly FunctionRef[] {
  const { [timing]: part } = backoffHelpers[file.language];
  if (partIn(part, file)) return [];
  return filesAround(file).flatMap((one) => (isTyped(one) === isTyped(file) ? (partIn(part, one) ?? []) : []));
}

function isTyped({ language }: FileView): boolean {
  return language === 'typescript' || language === 'tsx';
}

/** An import of it and, where it is missing, the word that exports it. A file that nobody imports may be a program, which an import would start. */
function shared(of: FunctionRef, asked: FixRequest): Wrapper | undefined {
  const { chunk, fn } = of;
  const { file } = chunk;
  if ((file.program?.importersOf(file) ?? []).length === 0 || fn.name === undefined) return undefined;
  const names = exportedAs(of);
  if (names.length > 0) return newImport(of, asked, names);
  const { start, end, ...home } = absolute(chunk, chunk.facts.regions[fn.region]?.span ?? { start: 0, end: 0 });
  const isPlain = /^(?:async )?function /.test(asked.textOf({ start, end, ...home })?.slice(start, end) ?? '') && chunk.facts.regions[fn.region]?.parent === 0;
  const isModule = [...file.imports.values()].flat().length > 0 && !file.exports.has('=');
  const way = isPlain && isModule ? newImport(of, asked, [fn.name]) : undefined;
  return way && { ...way, edits: [{ ...insertion(start, 'export '), span: { start, end: start, ...home } }, ...way.edits] };
}
