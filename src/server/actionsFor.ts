import { pathToFileURL } from 'node:url';
import { type CodeAction, CodeActionKind, type CodeActionParams, type WorkspaceEdit } from 'vscode-languageserver';
import { type TextEdit, offsetAt } from '../lint/source';
import { diagnosticOf } from './diagnosticOf';
import type { Linted } from './openDocuments';
import { rangeOf } from './rangeOf';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.headroom`;

/** The quick fixes for the findings in a range, and one action for all safe fixes of the file where the client asks for that. */
export function actionsFor(linted: Linted, { range, context: { only } }: Pick<CodeActionParams, 'range' | 'context'>): readonly CodeAction[] {
  const wants = (kind: string) => only === undefined || only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
  return [
    ...(wants(CodeActionKind.QuickFix) ? quickFixes(linted, range) : []),
    // A fix for the whole file belongs to the source menu and to saving, not to the light bulb.
    ...(only !== undefined && wants(fixAllKind) ? fixAll(linted) : []),
  ];
}

function quickFixes(linted: Linted, { start, end }: CodeActionParams['range']): readonly CodeAction[] {
  const { source, analysis, shown, document } = linted;
  const from = offsetAt(source, { line: start.line, column: start.character });
  const to = offsetAt(source, { line: end.line, column: end.character });
  return shown
    .filter(({ span }) => span.start <= to && from <= span.end)
    .flatMap((seen) => {
      // While the text is broken, a finding can be older than the analysis that a fix needs.
      const finding = analysis.findings.find(({ rule, span }) => rule === seen.rule && span.start === seen.span.start && span.end === seen.span.end);
      const fixes = finding ? document.quickFixes(finding) : [];
      return fixes.map(({ title, safe, preferred, edits }) => ({
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnosticOf(seen, source)],
        isPreferred: safe && preferred,
        edit: editOf(linted, edits),
      }));
    });
}

/** Half-typed code is left alone: saving must not rewrite it. */
function fixAll(linted: Linted): readonly CodeAction[] {
  if (linted.analysis.broken) return [];
  const edits = linted.document.fixAll(linted.settings.rules);
  return edits.length === 0 ? [] : [{ title: 'Fix all retry problems that have a safe fix', kind: fixAllKind, edit: editOf(linted, edits) }];
}

/** Bound to the version that was analysed: a client refuses it for a later text. */
function editOf({ source, version, sourceOf }: Linted, edits: readonly TextEdit[]): WorkspaceEdit {
  const files = [...new Set(edits.map(({ span }) => span.file))];
  return {
    documentChanges: files.flatMap((file) => {
      const text = file === undefined ? source : sourceOf(file);
      if (!text) return [];
      const changes = edits.filter(({ span }) => span.file === file).map((edit) => ({ range: rangeOf(text, edit.span), newText: edit.text }));
      return [{ textDocument: file === undefined ? { uri: source.file, version } : { uri: pathToFileURL(file).href, version: null }, edits: changes }];
    }),
  };
}
