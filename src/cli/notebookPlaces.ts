import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rangeInJson } from '../io/notebook/rangeInJson';
import { decode } from '../io/readSource';
import type { Place } from './formats/place';

/** Says where a place in the cell of a notebook stands in its file, whose names are relative to `cwd`; every other place stays as it is. */
export function notebookPlaces(cwd: string): (place: Place) => Place {
  const known = new Map<string, ReturnType<typeof rangeInJson>>();
  const rangesOf = (file: string) => {
    const found = known.get(file) ?? rangeInJson(textOf(path.resolve(cwd, file)));
    known.set(file, found);
    return found;
  };
  return (place) => {
    const { file, cell, line, column, endLine, endColumn } = place;
    if (cell === undefined) return place;
    const range = rangesOf(file)(cell, { start: { line: line - 1, column: column - 1 }, end: { line: endLine - 1, column: endColumn - 1 } });
    // A notebook that has changed meanwhile is named as a whole.
    if (!range) return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
    return { file, line: range.start.line + 1, column: range.start.column + 1, endLine: range.end.line + 1, endColumn: range.end.column + 1 };
  };
}

function textOf(file: string): string {
  try {
    const read = decode(readFileSync(file));
    return read.kind === 'read' ? read.text : '';
  } catch {
    return '';
  }
}
