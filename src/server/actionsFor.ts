import { pathToFileURL } from 'node:url';
import { type CodeAction, CodeActionKind, type CodeActionParams, CodeActionTriggerKind, type CreateFile, type TextDocumentEdit, type WorkspaceEdit } from 'vscode-languageserver';
import type { Finding, RuleId } from '../lint/finding';
import type { NewFile, QuickFix } from '../lint/quickFix';
import { type TextEdit, partAt } from '../lint/source';
import { diagnosticOf } from './diagnosticOf';
import type { FixAllAction } from './fixAllAction';
import { offsetOf } from './offsetOf';
import type { Linted } from './openDocuments';
import { recordLimitsKind } from './protocol';
import { rangeOf } from './rangeOf';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.headroom`;
/** The same for a whole notebook: VS Code asks for `source` in each cell at once, and for this one time. */
export const fixNotebookKind = `${CodeActionKind.Notebook}.${fixAllKind}`;

export interface ActionRequest extends Pick<CodeActionParams, 'range' | 'context'> {
  /** The document, or the cell of a notebook. */
  readonly uri: string;
  /** The client can make files. */
  readonly createsFiles: boolean;
  /** Of a cell; null where it is not open. */
  readonly versionOf: (cell: string) => number | null;
  /** What of many fixes at once the client can be offered. */
  readonly fixesAll: {
    /** It comes back for the edits of an action once that is chosen. */
    readonly later: boolean;
    /** There is a workspace. */
    readonly inWorkspace: boolean;
  };
}

interface Met {
  /** The finding as it is shown, and as the last analysis has it. */
  readonly seen: Finding;
  readonly finding: Finding;
  /** The preferred one first. */
  readonly fixes: readonly QuickFix[];
}

/** The quick fixes for the findings in a range, what can be changed there though nothing is wrong, and one action for all safe fixes of the file where the client asks for that. */
export function actionsFor(linted: Linted, request: ActionRequest): readonly CodeAction[] {
  const { only, triggerKind } = request.context;
  const wants = (kind: string) => only === undefined || only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
  // A fix for the whole file belongs to the source menu and to saving, not to the light bulb.
  const all = only === undefined ? [] : [fixAllKind, ...(linted.source.parts ? [fixNotebookKind] : [])].filter(wants);
  // Nothing is wrong there, so that no light bulb comes up for it by itself.
  const refactors = only === undefined ? triggerKind === CodeActionTriggerKind.Invoked : wants(recordLimitsKind);
  return [...(wants(CodeActionKind.QuickFix) ? quickFixes(linted, request) : []), ...(refactors ? refactorings(linted, request) : []), ...all.flatMap((kind) => fixAll(linted, request, kind))];
}

function refactorings(linted: Linted, request: ActionRequest): readonly CodeAction[] {
  const { source, document } = linted;
  const { uri, range } = request;
  const within = { start: offsetOf(source, uri, range.start), end: offsetOf(source, uri, range.end) };
  return document.refactorings(within).flatMap(({ title, edits }) => {
    const edit = editOf(linted, edits, request);
    return edit ? [{ title, kind: recordLimitsKind, edit }] : [];
  });
}

/** What repairs stands first, then the same for many findings at once, and last what only silences. */
function quickFixes(linted: Linted, request: ActionRequest): readonly CodeAction[] {
  const { source, analysis, shown, document } = linted;
  const { uri, range } = request;
  const [from, to] = [offsetOf(source, uri, range.start), offsetOf(source, uri, range.end)];
  const met = shown
    .filter(({ span }) => span.start <= to && from <= span.end)
    .flatMap((seen): readonly Met[] => {
      // While the text is broken, a finding can be older than the analysis that a fix needs.
      const finding = analysis.findings.find(({ rule, span }) => rule === seen.rule && span.start === seen.span.start && span.end === seen.span.end);
      return finding ? [{ seen, finding, fixes: document.quickFixes(finding).toSorted((a, b) => Number(b.preferred) - Number(a.preferred)) }] : [];
    });
  const actionsOf = (seen: Finding, fixes: readonly QuickFix[]) =>
    fixes.flatMap(({ title, safe, preferred, edits, creates }) => {
      const edit = editOf(linted, edits, request, creates);
      return edit ? [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnosticOf(seen, source)], isPreferred: safe && preferred, edit }] : [];
    });
  return [...met.flatMap(({ seen, fixes }) => actionsOf(seen, fixes)), ...fixesOfRules(linted, request, met), ...met.flatMap(({ seen, finding }) => actionsOf(seen, document.suppressions(finding)))];
}

/** For each rule that has a safe fix here, the same for all its findings. An unsafe fix is for one place, which somebody looks at. */
function fixesOfRules(linted: Linted, request: ActionRequest, met: readonly Met[]): readonly CodeAction[] {
  const { analysis, source } = linted;
  if (analysis.broken) return [];
  const { later, inWorkspace } = request.fixesAll;
  const perRule = new Map(met.toReversed().flatMap((one) => (safest(one.fixes) ? [[one.finding.rule, one] as const] : [])));
  return [...perRule.entries()].toReversed().flatMap(([rule, { seen, finding, fixes }]) => {
    const action = (where: string, scope: FixAllAction['scope']) => {
      const data: FixAllAction = { rule, scope, uri: request.uri };
      return { title: `Fix all \`${rule}\` problems in ${where}`, kind: CodeActionKind.QuickFix, diagnostics: [diagnosticOf(seen, source)], ...(later ? { data } : { edit: fixRule(linted, rule, request) }) };
    };
    return [
      ...(hasOthers(linted, finding, fixes) ? [action(source.parts ? 'this notebook' : 'this file', 'file')] : []),
      // To look at all files is worth it only once somebody wants that.
      ...(later && inWorkspace ? [action('the workspace', 'workspace')] : []),
    ];
  });
}

function safest(fixes: readonly QuickFix[]): QuickFix | undefined {
  return fixes.find(({ safe, preferred }) => safe && preferred);
}

/** True if the safe fix of another finding of the rule changes something that the fix of this one does not. */
function hasOthers({ analysis, document }: Linted, { rule, span }: Finding, fixes: readonly QuickFix[]): boolean {
  const keyOf = (edit: TextEdit) => `${edit.span.start} ${edit.span.end} ${edit.text}`;
  const own = new Set(safest(fixes)?.edits.map(keyOf));
  return analysis.findings.some((other) => {
    const edits = other.rule === rule && other.span.start !== span.start ? safest(document.quickFixes(other))?.edits : undefined;
    return edits?.every((edit) => edit.span.file === undefined) === true && edits.some((edit) => !own.has(keyOf(edit)));
  });
}

/** All safe fixes of one rule that stay within the document, or within its notebook. */
export function fixRule(linted: Linted, rule: RuleId, request: Pick<ActionRequest, 'versionOf'>): WorkspaceEdit | undefined {
  const { analysis, document, settings } = linted;
  return analysis.broken ? undefined : editOf(linted, document.fixAll(settings.rules, undefined, rule), request);
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
function editOf(linted: Linted, edits: readonly TextEdit[], request: Pick<ActionRequest, 'versionOf'> & Partial<Pick<ActionRequest, 'createsFiles'>>, creates: readonly NewFile[] = []): WorkspaceEdit | undefined {
  if (creates.length > 0 && request.createsFiles !== true) return undefined;
  const changes = new Map<string, TextDocumentEdit>();
  for (const edit of edits) {
    const change = changeOf(linted, edit, request);
    if (!change) return undefined;
    const known = changes.get(change.textDocument.uri);
    if (known) known.edits.push(...change.edits);
    else changes.set(change.textDocument.uri, change);
  }
  const made = creates.flatMap(({ file, text }): (CreateFile | TextDocumentEdit)[] => {
    const uri = pathToFileURL(file).href;
    const start = { line: 0, character: 0 };
    return [{ kind: 'create', uri, options: { overwrite: false } }, { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: text }] }];
  });
  return { documentChanges: [...made, ...changes.values()] };
}

function changeOf({ source, version, sourceOf }: Linted, { span, text: newText }: TextEdit, { versionOf }: Pick<ActionRequest, 'versionOf'>): TextDocumentEdit | undefined {
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
