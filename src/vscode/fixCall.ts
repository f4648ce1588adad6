import { type CodeAction, type QuickPickItem, window, workspace } from 'vscode';
import type { LintClient } from './client';
import type { OpenedCall } from './documentOfCall';

export interface FixOptions {
  /** Takes the preferred fix without asking which. */
  readonly choose?: 'preferred';
}

interface FixItem extends QuickPickItem {
  readonly fix: CodeAction;
}

/**
 * Lets the user choose a quick fix of Headroom for a call, and applies it, as one step that can be undone. Resolves to the fix's title;
 * to undefined where there is none, which the user is told, or none was chosen.
 */
export async function fixCall(client: Pick<LintClient, 'fixes'>, { document, range }: OpenedCall, { choose }: FixOptions): Promise<string | undefined> {
  const fixes = await client.fixes(document, range);
  if (fixes.length === 0) {
    void window.showInformationMessage('There is no quick fix for this call: the linter finds nothing wrong with it that can be repaired here.');
    return undefined;
  }
  const fix = choose === 'preferred' ? (fixes.find(({ isPreferred }) => isPreferred === true) ?? fixes[0]) : await pick(fixes);
  if (!fix?.edit) return undefined;
  if (await workspace.applyEdit(fix.edit)) return fix.title;
  void window.showErrorMessage(`"${fix.title}" could not be applied: the file has changed meanwhile. Nothing was changed.`);
  return undefined;
}

async function pick(fixes: readonly CodeAction[]): Promise<CodeAction | undefined> {
  const items = fixes.map((fix): FixItem => ({ label: fix.title, ...(fix.isPreferred === true && { description: 'preferred' }), fix }));
  return (await window.showQuickPick(items, { title: 'Fix This Call', placeHolder: 'Choose a change; it can be undone' }))?.fix;
}
