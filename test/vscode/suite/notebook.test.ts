import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, workspaceFolder } from './support/files';
import { diagnosticsOf, expectFindings } from './support/findings';
import { until } from './support/until';

const setup = '%pip install anthropic\nimport anthropic\n\nclient = anthropic.Anthropic(max_retries=0)';
const call = 'answer = client.messages.create(model="claude-haiku-4-5", max_tokens=9, messages=[])';

describe('a notebook', () => {
  afterEach(closeAll);

  it('shows a finding in the cell of the call, with its reason in the cell of the client', async () => {
    const { cells } = await openNotebook('cells.ipynb', setup, call);
    const [first, , second] = cells;
    await expectFindings(second!, ['unretried-call@1']);
    await expectFindings(first!, []);
    const [diagnostic] = diagnosticsOf(second!);
    assert.equal(second!.getText(diagnostic!.range), 'client.messages.create');
    assert.deepEqual(diagnostic!.relatedInformation?.map(({ location }) => [location.uri.toString(), location.range.start.line]), [[first!.uri.toString(), 3]]);
    await until(() => hovers(second!, diagnostic!.range.start), (texts) => texts.some((text) => text.includes('Not sent again after a 429')));
  });

  it('follows what is typed in another cell, and forgets a cell that is deleted', async () => {
    const { notebook, cells } = await openNotebook('typed.ipynb', setup, call);
    const [first, , second] = cells;
    await expectFindings(second!, ['unretried-call@1']);
    await replace(first!, 'max_retries=0', 'max_retries=8');
    await expectFindings(second!, []);
    await replace(first!, 'max_retries=8', 'max_retries=0');
    await expectFindings(second!, ['unretried-call@1']);
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, [vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(2, 3))]);
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    await expectFindings(second!, []);
  });

  it('is fixed in the right cells', async () => {
    const { cells } = await openNotebook('fixed.ipynb', setup, call);
    const [first, , second] = cells;
    await expectFindings(second!, ['unretried-call@1']);
    const actions = await until(() => quickFixes(second!), (found) => found.some(({ isPreferred }) => isPreferred));
    const preferred = actions.find(({ isPreferred }) => isPreferred);
    assert.equal(await vscode.workspace.applyEdit(preferred!.edit!), true);
    assert.equal(first!.getText(), setup.replace('=0', '=8'));
    assert.equal(second!.getText(), call);
    await expectFindings(second!, []);
  });

  it('gets the backoff helper before the cell that uses it', async () => {
    const post = 'requests.post("https://api.anthropic.com/v1/messages", json={"model": "claude-haiku-4-5", "messages": []})';
    const { cells } = await openNotebook('helper.ipynb', 'import requests', post);
    const [first, , second] = cells;
    await expectFindings(second!, ['unretried-call@1']);
    const actions = await until(() => quickFixes(second!), (found) => found.some(({ title }) => title.includes('backoff')));
    assert.equal(await vscode.workspace.applyEdit(actions.find(({ title }) => title.includes('backoff'))!.edit!), true);
    assert.match(first!.getText(), /import requests\n\n\ndef [^]*retry-after/);
    assert.equal(second!.getText(), `with_backoff(lambda: ${post})`);
    await expectFindings(second!, []);
  });

  it('shows nothing once it is closed', async () => {
    const { cells } = await openNotebook('closed.ipynb', setup, call);
    const [, , second] = cells;
    await expectFindings(second!, ['unretried-call@1']);
    await closeAll();
    await expectFindings(second!, []);
  });
});

/** Writes a notebook with two code cells and a heading between them, and shows it. */
async function openNotebook(name: string, first: string, second: string): Promise<{ readonly notebook: vscode.NotebookDocument; readonly cells: readonly vscode.TextDocument[] }> {
  const code = (source: string) => ({ cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source });
  const cells = [code(first), { cell_type: 'markdown', metadata: {}, source: '# Ask' }, code(second)];
  const metadata = { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' }, language_info: { name: 'python' } };
  const uri = vscode.Uri.joinPath(workspaceFolder(), name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells })));
  const notebook = await vscode.workspace.openNotebookDocument(uri);
  await vscode.window.showNotebookDocument(notebook, { preview: false });
  return { notebook, cells: notebook.getCells().map(({ document }) => document) };
}

async function replace(document: vscode.TextDocument, old: string, text: string): Promise<void> {
  const at = document.getText().indexOf(old);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + old.length)), text);
  assert.equal(await vscode.workspace.applyEdit(edit), true);
}

async function hovers(document: vscode.TextDocument, position: vscode.Position): Promise<readonly string[]> {
  const found = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
  return found.flatMap(({ contents }) => contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : '')));
}

async function quickFixes(document: vscode.TextDocument): Promise<readonly vscode.CodeAction[]> {
  const range = diagnosticsOf(document)[0]?.range ?? new vscode.Range(0, 0, 0, 0);
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, 'quickfix', 20);
  return found.filter(({ edit }) => edit !== undefined);
}
