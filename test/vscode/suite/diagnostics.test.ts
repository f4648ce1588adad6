import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, filesAreWatched, openFile, workspaceFolder } from './support/files';
import { diagnosticsOf, expectFindings, expectSeverities } from './support/findings';
import { printed, retried, unretried } from './support/samples';

describe('diagnostics', () => {
  afterEach(closeAll);

  it('show an unretried call with its rule, a link to the rule’s page and the reason', async () => {
    const document = await openFile('unretried.ts', unretried);
    await expectFindings(document, ['unretried-call@6']);
    const [diagnostic] = diagnosticsOf(document);
    assert.equal(diagnostic?.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(diagnostic.message, /429/);
    assert.ok(typeof diagnostic.code === 'object' && /\/unretried-call\b/.test(diagnostic.code.target.path));
    assert.equal(document.getText(diagnostic.range), 'claude.messages.create');
    assert.deepEqual(diagnostic.relatedInformation?.map(({ location }) => location.range.start.line + 1), [3]);
  });

  it('show a Python call that only prints the 429', async () => {
    await expectFindings(await openFile('printed.py', printed), ['unretried-call@5']);
  });

  it('follow what is typed, before it is saved', async () => {
    const document = await openFile('typed.ts', unretried);
    await expectFindings(document, ['unretried-call@6']);
    await replace(document, '0', '8');
    await expectFindings(document, []);
    await replace(document, '8', '0');
    await expectFindings(document, ['unretried-call@6']);
    assert.equal(document.isDirty, true);
  });

  it('stay while the file is broken half-way through typing', async () => {
    const document = await openFile('broken.ts', `${unretried}\nexport function next() {}\n`);
    await expectFindings(document, ['unretried-call@6']);
    await replace(document, 'export function next() {}', 'export function next( {');
    await replace(document, 'async function ask', 'async  function ask');
    await expectFindings(document, ['unretried-call@6']);
  });

  it('show in a document that was never saved', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'typescript', content: unretried });
    await vscode.window.showTextDocument(document);
    await expectFindings(document, ['unretried-call@6']);
  });

  it('are gone when the file is closed', async () => {
    const document = await openFile('closed.ts', unretried);
    await expectFindings(document, ['unretried-call@6']);
    await closeAll();
    await expectFindings(document, []);
  });

  it('are gone when the rule is switched off, and back when it is on', async () => {
    const document = await openFile('off.ts', unretried);
    await expectFindings(document, ['unretried-call@6']);
    const settings = vscode.workspace.getConfiguration('headroom', document.uri);
    await settings.update('rules', { 'unretried-call': 'off' }, vscode.ConfigurationTarget.Workspace);
    await expectFindings(document, []);
    await settings.update('rules', { 'unretried-call': 'error' }, vscode.ConfigurationTarget.Workspace);
    await expectSeverities(document, ['unretried-call@6 Error']);
    await settings.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('follow a file on disk that is not open', async () => {
    await filesAreWatched('on-disk');
    const folder = vscode.Uri.joinPath(workspaceFolder(), 'on-disk');
    const write = (name: string, text: string) => vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(text));
    const client = "import Anthropic from '@anthropic-ai/sdk';\nexport const claude = new Anthropic({ maxRetries: 0 });\n";
    await write('client.ts', client);
    const document = await openFile('on-disk/ask.ts', "import { claude } from './client';\nexport const ask = () => claude.messages.create({ model: 'claude-sonnet-5', max_tokens: 1, messages: [] });\n");
    await expectFindings(document, ['unretried-call@2']);
    await write('client.ts', client.replace('0', '8'));
    await expectFindings(document, []);
  });

  it('say nothing about a call that is retried', async () => {
    const guarded = await openFile('retried.ts', retried);
    await expectFindings(await openFile('beside.ts', unretried), ['unretried-call@6']);
    await expectFindings(guarded, []);
  });
});

/** Types over the first `old` after the imports. */
async function replace(document: vscode.TextDocument, old: string, text: string): Promise<void> {
  const at = document.getText().indexOf(old, document.getText().indexOf('\n'));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + old.length)), text);
  assert.equal(await vscode.workspace.applyEdit(edit), true);
}
