import { pathToFileURL } from 'node:url';
import { type CodeAction, CodeActionKind, type CodeActionParams, type TextDocumentEdit, type WorkspaceEdit } from 'vscode-languageserver';
import { type TextEdit, partAt } from '../lint/source';
import { diagnosticOf } from './diagnosticOf';
import { offsetOf } from './offsetOf';
import type { Linted } from './openDocuments';
import { rangeOf } from './rangeOf';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.headroom`;
/** The same for a whole notebook: VS Code asks for `source` in each cell at once, and for this one time. */
export const fixNotebookKind = `${CodeActionKind.Notebook}.${fixAllKind}`;

export interface ActionRequest extends Pick<CodeActionParams, 'range' | 'context'> {
  /** The document, or the cell of a notebook. */
  readonly uri: string;
  /** Of a cell; null where it is not open. */
  readonly versionOf: (cell: string) => number | null;
}

/** The quick fixes for the findings in a range, and one action for all safe fixes of the file where the client asks for that. */
export function actionsFor(linted: Linted, request: ActionRequest): readonly CodeAction[] {
  const { only } = request.context;
  const wants = (kind: string) => only === undefined || only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
  // A fix for the whole file belongs to the source menu and to saving, not to the light bulb.
  const all = only === undefined ? [] : [fixAllKind, ...(linted.source.parts ? [fixNotebookKind] : [])].filter(wants);
  return [...(wants(CodeActionKind.QuickFix) ? quickFixes(linted, request) : []), ...all.flatMap((kind) => fixAll(linted, request, kind))];
}

function quickFixes(linted: Linted, request: ActionRequest): readonly CodeAction[] {
  const { source, analysis, shown, document } = linted;
  const { uri, range } = request;
  const [from, to] = [offsetOf(source, uri, range.start), offsetOf(source, uri, range.end)];
  return shown
    .filter(({ span }) => span.start <= to && from <= span.end)
    .flatMap((seen) => {
      // While the text is broken, a finding can be older than the analysis that a fix needs.
      const finding = analysis.findings.find(({ rule, span }) => rule === seen.rule && span.start === seen.span.start && span.end === seen.span.end);
      const fixes = finding ? [...document.quickFixes(finding), ...document.suppressions(finding)] : [];
      return fixes.flatMap(({ title, safe, preferred, edits }) => {
        const edit = editOf(linted, edits, request);
        return edit ? [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnosticOf(seen, source)], isPreferred: safe && preferred, edit }] : [];
      });
    });
}

/** Half-typed code is left alone: saving must not rewrite it. Of a cell, only the fixes that stay within it: other cells may be fixed at the same time. */
function fixAll(linted: Linted, request: ActionRequest, kind: string): readonly CodeAction[] {
  const { analysis, document, settings, source } = linted;
  if (analysis.broken) return [];
  const cell = kind === fixAllKind ? source.parts?.find(({ name }) => name === request.uri) : undefined;
  const edits = document.fixAll(settings.rules, cell);
  const edit = edits.length === 0 ? undefined : editOf(linted, edits, request);
  return edit ? [{ title: 'Fix all retry problems that have a safe fix', kind, edit }] : [];
}

/** Bound to the version that was analysed: a client refuses it for a later text. Undefined where an edit has no place of its own. */
function editOf(linted: Linted, edits: readonly TextEdit[], request: ActionRequest): WorkspaceEdit | undefined {
  const changes = new Map<string, TextDocumentEdit>();
  for (const edit of edits) {
    const change = changeOf(linted, edit, request);
    if (!change) return undefined;
    const known = changes.get(change.textDocument.uri);
    if (known) known.edits.push(...change.edits);
    else changes.set(change.textDocument.uri, change);
  }
  return { documentChanges: [...changes.values()] };
}

function changeOf({ source, version, sourceOf }: Linted, { span, text: newText }: TextEdit, { versionOf }: ActionRequest): TextDocumentEdit | undefined {
  const { file, start, end } = span;
  const text = file === undefined ? source : sourceOf(file);
  const name = text && partAt(text, start)?.name;
  const part = text?.parts?.find((one) => one.name === name);
  // What stands between cells is nobody's, and the cells of a notebook that is not open can only be written with all of it.
  if (!text || typeof name === 'number' || (part && (start < part.start || end > part.end))) return undefined;
  const edits = [{ range: rangeOf(text, span), newText }];
  if (name !== undefined) return { textDocument: { uri: name, version: versionOf(name) }, edits };
  return { textDocument: file === undefined ? { uri: source.file, version } : { uri: pathToFileURL(file).href, version: null }, edits };
}
