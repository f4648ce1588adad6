import { isRecord } from '../isRecord';
import type { CodeCell } from './joinCells';

export type NotebookCells = { readonly kind: 'cells'; readonly cells: readonly CodeCell[] } | { readonly kind: 'skipped'; readonly why: string };

/**
 * The Python cells of a notebook by their index among all its cells. Reads the formats 4 (`cells`, `source`) and 3 (`worksheets`, `input`);
 * a text is a string or a list of strings (nbformat.readthedocs.io/en/latest/format_description.html).
 */
export function parseNotebook(json: string): NotebookCells {
  if (json.trim() === '') return { kind: 'skipped', why: 'an empty file and no notebook' };
  const notebook = parse(json);
  if (notebook === undefined) return { kind: 'skipped', why: 'not a notebook: its JSON is broken' };
  const all = cellsOf(notebook);
  if (!all) return { kind: 'skipped', why: 'not a notebook: it has no list of cells' };
  const language = languageOf(notebook);
  if (!isPython(language)) return { kind: 'skipped', why: `a notebook in ${language.slice(0, 40)}` };
  return { kind: 'cells', cells: all.flatMap((cell, name) => (isRecord(cell) && isPythonCell(cell) ? [{ name, text: textOf(cell.source ?? cell.input) }] : [])) };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

function cellsOf(notebook: unknown): readonly unknown[] | undefined {
  if (!isRecord(notebook)) return undefined;
  if (Array.isArray(notebook.cells)) return notebook.cells as readonly unknown[];
  if (!Array.isArray(notebook.worksheets)) return undefined;
  return notebook.worksheets.flatMap((sheet: unknown) => (isRecord(sheet) && Array.isArray(sheet.cells) ? (sheet.cells as unknown[]) : []));
}

/** The kernel's language; a notebook that names none is one of Python, as it was before the format knew others. */
function languageOf(notebook: unknown): string {
  const metadata = recordIn(notebook, 'metadata');
  const named = [recordIn(metadata, 'kernelspec').language, recordIn(metadata, 'language_info').name];
  return named.find((name): name is string => typeof name === 'string' && name !== '') ?? 'python';
}

/** Coconut's kernel runs Python as it is (coconut.readthedocs.io: a strict superset). */
function isPython(language: unknown): boolean {
  return typeof language === 'string' && /^(?:i?python\d*|coconut)$/i.test(language);
}

/** Format 3 names a cell's language; in format 4 VS Code writes one that is not the kernel's into its metadata. */
function isPythonCell(cell: Readonly<Record<string, unknown>>): boolean {
  const language = cell.language ?? recordIn(recordIn(cell, 'metadata'), 'vscode').languageId ?? 'python';
  return cell.cell_type === 'code' && isPython(language);
}

function textOf(source: unknown): string {
  if (typeof source === 'string') return source;
  return Array.isArray(source) ? source.filter((line): line is string => typeof line === 'string').join('') : '';
}

function recordIn(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const inner = isRecord(value) ? value[key] : undefined;
  return isRecord(inner) ? inner : {};
}
