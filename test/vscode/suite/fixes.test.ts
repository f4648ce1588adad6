import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, filesAreWatched, openFile, workspaceFolder } from './support/files';
import { diagnosticsOf, expectFindings } from './support/findings';
import { printed, unretried } from './support/samples';
import { until } from './support/until';

describe('code actions', () => {
  afterEach(closeAll);

  it('raise the SDK’s own retries, first in the list and as one undo step', async () => {
    const document = await openFile('sdk.ts', unretried);
    await expectFindings(document, ['unretried-call@6']);
    const action = await quickFix(document, ({ isPreferred }) => isPreferred === true);
    await apply(action);
    assert.match(document.getText(), /maxRetries: [1-9]/);
    await expectFindings(document, []);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), unretried);
    await expectFindings(document, ['unretried-call@6']);
  });

  it('wrap a call in a backoff helper, in TypeScript and in Python', async () => {
    for (const [name, text, finding] of [['wrap.ts', unretried, 'unretried-call@6'], ['wrap.py', printed, 'unretried-call@5']] as const) {
      const document = await openFile(name, text);
      await expectFindings(document, [finding]);
      const action = await quickFix(document, ({ title }) => /wrap|backoff/i.test(title));
      await apply(action);
      assert.match(document.getText(), /retry-after/i);
      await expectFindings(document, []);
    }
  });

  it('repair the whole file with fix all', async () => {
    const second = unretried.replace('import Anthropic', "import type {} from 'node:fs';\nimport Anthropic").replace('ask(', 'askAgain(');
    const document = await openFile('all.ts', second);
    await expectFindings(document, ['unretried-call@7']);
    const kind = 'source.fixAll.headroom';
    const [action] = await until(() => actions(document, kind), (found) => found.length > 0);
    await apply(action!);
    await expectFindings(document, []);
  });

  it('repair all problems of one rule in the workspace, in the open file and in one that is not', async () => {
    const closed = vscode.Uri.joinPath(workspaceFolder(), 'closed.ts');
    await vscode.workspace.fs.writeFile(closed, new TextEncoder().encode(unretried));
    const document = await openFile('first.ts', unretried);
    await expectFindings(document, ['unretried-call@6']);
    const action = await quickFix(document, ({ title }) => title === 'Fix all `unretried-call` problems in the workspace');
    await apply(action);
    await expectFindings(document, []);
    assert.match((await vscode.workspace.openTextDocument(closed)).getText(), /maxRetries: 8/);
    await vscode.workspace.saveAll(false);
  });

  it('move the backoff helper of a script into a new file, in one step with the imports', async () => {
    const folder = 'scripts';
    await filesAreWatched(folder);
    const first = await openFile(`${folder}/first.py`, printed);
    await expectFindings(first, ['unretried-call@5']);
    await apply(await quickFix(first, ({ title }) => title.startsWith('Wrap in a backoff helper')));
    await first.save();
    const second = await openFile(`${folder}/second.py`, printed);
    await expectFindings(second, ['unretried-call@5']);
    await apply(await quickFix(second, ({ title }) => title.startsWith('Move the backoff helper')));
    await expectFindings(second, []);
    const made = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(workspaceFolder(), folder, 'claude_backoff.py'));
    assert.match(made.getText(), /^def with_backoff\(/m);
    for (const script of [first, second]) {
      assert.match(script.getText(), /^from claude_backoff import with_backoff$/m);
      assert.doesNotMatch(script.getText(), /^def with_backoff\(/m);
    }
    await vscode.workspace.saveAll(false);
  });

  it('keep the line ends of a file from Windows', async () => {
    const document = await openFile('windows.ts', unretried.replaceAll('\n', '\r\n'));
    await expectFindings(document, ['unretried-call@6']);
    await apply(await quickFix(document, ({ isPreferred }) => isPreferred === true));
    assert.notEqual(document.getText(), unretried.replaceAll('\n', '\r\n'));
    assert.doesNotMatch(document.getText(), /[^\r]\n/);
  });
});

/** VS Code drops the answer when another provider registers meanwhile, so that one asks until there is one. */
async function quickFix(document: vscode.TextDocument, isWanted: (action: vscode.CodeAction) => boolean): Promise<vscode.CodeAction> {
  const found = await until(() => actions(document, 'quickfix'), (all) => all.some((action) => action.edit !== undefined && isWanted(action)));
  return found.find(isWanted)!;
}

async function actions(document: vscode.TextDocument, kind: string): Promise<readonly vscode.CodeAction[]> {
  const range = diagnosticsOf(document)[0]?.range ?? new vscode.Range(0, 0, 0, 0);
  const found = await vscode.commands.executeCommand<(vscode.CodeAction | vscode.Command)[]>('vscode.executeCodeActionProvider', document.uri, range, kind, 20);
  return found.filter((action): action is vscode.CodeAction => 'edit' in action || 'kind' in action).filter(isOurs);
}

/** The TypeScript extension offers fixes of its own at the same place, and the command does not say whose they are. */
function isOurs({ title, kind }: vscode.CodeAction): boolean {
  return kind?.value.endsWith('.headroom') === true || /retr|backoff/i.test(title);
}

async function apply({ edit, command }: vscode.CodeAction): Promise<void> {
  if (edit !== undefined) assert.equal(await vscode.workspace.applyEdit(edit), true);
  if (command !== undefined) await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
}
