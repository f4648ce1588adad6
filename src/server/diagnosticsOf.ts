import type { Diagnostic } from 'vscode-languageserver';
import { partAt } from '../lint/source';
import { diagnosticOf } from './diagnosticOf';
import type { Linted } from './openDocuments';

/** What a document shows: all findings, or, for a cell, those of its notebook that lie in it. */
export function diagnosticsOf(linted: Linted | undefined, uri: string): Diagnostic[] {
  if (!linted) return [];
  const { source, shown } = linted;
  const here = source.parts ? shown.filter(({ span }) => partAt(source, span.start)?.name === uri) : shown;
  return here.map((finding) => diagnosticOf(finding, source));
}
