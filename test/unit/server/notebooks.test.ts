import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { CodeAction, Diagnostic, TextDocumentEdit } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type NotebookText, type TestServer, startServer } from './startServer';

const setup = '%pip install anthropic\nimport anthropic\n\nclient = anthropic.Anthropic(max_retries=0)';
const call = 'answer = client.messages.create(model="claude-haiku-4-5", max_tokens=9, messages=[])';
const post = 'import requests\nurl = "https://api.anthropic.com/v1/messages"';
const send = 'smile = "🙂"; answer = requests.post(url, json={"model": "claude-haiku-4-5", "messages": []})\nprint(answer)';

describe('a notebook in the language server', () => {
  let server: TestServer;
  let number = 0;
  before(async () => (server = await startServer()));
  after(async () => assert.equal(await server.stop(), 0));

  async function open(...texts: readonly string[]) {
    const name = `book${++number}.ipynb`;
    const uri = `file:///project/${name}`;
    const cells = texts.map((text, index): NotebookText => ({ uri: `vscode-notebook-cell:/project/${name}#W${index}`, text }));
    await server.openNotebook(uri, cells);
    return { uri, cells, at: (index: number) => cells[index]?.uri ?? '' };
  }
  const findings = async (cell: string) => rulesAt(await server.diagnostics(cell));

  it('has each finding in the cell of the call, and its reason in the cell of the client', async () => {
    const { at } = await open(setup, 'print("nothing")', call);
    assert.deepEqual(await findings(at(0)), []);
    assert.deepEqual(await findings(at(1)), []);
    const [finding, ...more] = await server.diagnostics(at(2));
    assert.deepEqual(more, []);
    assert.deepEqual(finding?.range, { start: { line: 0, character: 9 }, end: { line: 0, character: 31 } });
    assert.deepEqual(finding.relatedInformation?.map(({ location }) => [location.uri, location.range.start.line]), [[at(0), 3]]);
  });

  it('explains the call under the pointer, and nothing in another cell at the same place', async () => {
    const { at } = await open(setup, call);
    const hover = await server.hover(at(1), 0, 20);
    assert.match(JSON.stringify(hover?.contents), /Not sent again after a 429/);
    assert.deepEqual(hover?.range?.start, { line: 0, character: 9 });
    assert.equal(await server.hover(at(0), 0, 20), null);
  });

  it('is linted again in all cells when one is typed in, and says so for the others', async () => {
    const { uri, at } = await open(setup, call);
    assert.deepEqual(await findings(at(1)), ['unretried-call@0']);
    const asked = server.refreshed();
    await server.changeNotebook(uri, 2, textChange(at(0), 2, '9', 3, 41));
    assert.deepEqual(await findings(at(0)), []);
    await asked;
    assert.deepEqual(await findings(at(1)), []);
  });

  it('keeps what a half-typed cell hides', async () => {
    const { uri, at } = await open(setup, 'x = 1', call);
    assert.deepEqual(await findings(at(2)), ['unretried-call@0']);
    await server.changeNotebook(uri, 2, textChange(at(1), 2, ')]} """ class (', 0, 5, 5));
    assert.deepEqual(await findings(at(2)), ['unretried-call@0']);
  });

  it('follows cells that come, go and change places', async () => {
    const { uri, at } = await open(setup, call);
    const added = { uri: `${at(1)}new`, languageId: 'python', version: 1, text: 'client = anthropic.Anthropic(max_retries=8)' };
    await server.changeNotebook(uri, 2, { structure: { array: { start: 1, deleteCount: 0, cells: [{ kind: 2, document: added.uri }] }, didOpen: [added] } });
    assert.deepEqual(await findings(at(1)), []);
    await server.changeNotebook(uri, 3, { structure: { array: { start: 1, deleteCount: 1 }, didClose: [{ uri: added.uri }] } });
    assert.deepEqual(await findings(at(1)), ['unretried-call@0']);
    assert.deepEqual(await findings(added.uri), []);
    await server.changeNotebook(uri, 4, { structure: { array: { start: 0, deleteCount: 2, cells: [{ kind: 2, document: at(1) }, { kind: 2, document: at(0) }] } } });
    assert.deepEqual(await findings(at(1)), ['unretried-call@0']);
    assert.deepEqual((await server.diagnostics(at(1)))[0]?.relatedInformation?.map(({ location }) => location.uri), [at(0)]);
  });

  it('shows nothing once it is closed, and starts anew when it is opened again', async () => {
    const { uri, cells, at } = await open(setup, call);
    assert.deepEqual(await findings(at(1)), ['unretried-call@0']);
    await server.closeNotebook(uri, cells.map((cell) => cell.uri));
    assert.deepEqual(await findings(at(1)), []);
    await server.openNotebook(uri, cells);
    assert.deepEqual(await findings(at(1)), ['unretried-call@0']);
  });

  it('is read in the interactive window, too', async () => {
    await server.openNotebook('vscode-interactive:/Interactive-1.interactive', [{ uri: 'vscode-notebook-cell:/I#1', text: setup }, { uri: 'vscode-notebook-cell:/I#2', text: call }], 'interactive');
    assert.deepEqual(await findings('vscode-notebook-cell:/I#2'), ['unretried-call@0']);
  });

  it('sets the retries in the cell of the client', async () => {
    const { at, cells } = await open(setup, call);
    const action = (await server.actions(at(1), 0)).find(({ isPreferred }) => isPreferred);
    assert.deepEqual(edited(cells, action).map(({ text }) => text), [setup.replace('=0', '=8'), call]);
    const [change] = (action?.edit?.documentChanges ?? []) as TextDocumentEdit[];
    assert.deepEqual(change?.textDocument, { uri: at(0), version: 1 });
  });

  it('gets the backoff helper in a cell before the call, and blank lines in no other', async () => {
    const { at, cells } = await open('# Reviews', post, 'x = 1', send);
    const action = (await server.actions(at(3), 0)).find(({ title }) => title.includes('backoff'));
    const [first, second, third, fourth] = edited(cells, action).map(({ text }) => text);
    assert.deepEqual([first, third], ['# Reviews', 'x = 1']);
    assert.match(second ?? '', /^import random\nimport time\nfrom .*\nimport requests\n\n\ndef [^]*\n\n\nurl = /);
    assert.equal(fourth, send.replace('requests.post(', 'with_backoff(lambda: requests.post(').replace('})\n', '}))\n'));
  });

  it('gets the helper at the end of a cell of imports alone', async () => {
    const { at, cells } = await open('import requests', send.replace('url,', '"https://api.anthropic.com/v1/messages",'), 'y = 1');
    const action = (await server.actions(at(1), 0)).find(({ title }) => title.includes('backoff'));
    const [imports, sends, rest] = edited(cells, action).map(({ text }) => text);
    assert.match(imports ?? '', /import requests\n\n\n[^]*[^\n]$/);
    assert.match(sends ?? '', /^smile = "🙂"; answer = \w+\(lambda: requests/);
    assert.equal(rest, 'y = 1');
  });

  it('is fixed cell by cell without a second helper, and at once when the whole notebook is', async () => {
    const own = `import requests\nrequests.post("https://api.anthropic.com/v1/messages", json={"model": "claude-haiku-4-5"})`;
    const { at, cells } = await open(own, send.replace('url,', '"https://api.anthropic.com/v1/messages",'), setup, call);
    const all = await Promise.all(cells.map(({ uri }) => server.actions(uri, 0, ['source.fixAll'])));
    assert.deepEqual(all.map((actions) => actions.map(({ kind }) => kind)), [['source.fixAll.headroom'], [], ['source.fixAll.headroom'], []]);
    for (const [index, actions] of all.entries()) assert.deepEqual(changedIn(actions), actions.length > 0 ? [at(index)] : []);
    const [whole] = await server.actions(at(0), 0, ['notebook.source.fixAll']);
    assert.equal(whole?.kind, 'notebook.source.fixAll.headroom');
    const texts = edited(cells, whole).map(({ text }) => text);
    assert.equal(texts.join('\n').match(/^def with_backoff/gm)?.length, 1);
    assert.match(texts[1] ?? '', /lambda: requests\.post/);
    assert.match(texts[2] ?? '', /max_retries=8/);
    const reopened = await open(...texts);
    for (const { uri } of reopened.cells) assert.deepEqual(await findings(uri), []);
  });
});

describe('a notebook beside files of Python', () => {
  it('imports from them, and its calls of the workspace have a cell', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'headroom-notebook-'));
    const helper = 'import anthropic\nclient = anthropic.Anthropic(max_retries=0)\n';
    writeFileSync(path.join(folder, 'helper.py'), helper);
    const code = ['from helper import client', call];
    writeFileSync(path.join(folder, 'a.ipynb'), JSON.stringify({ cells: [{ cell_type: 'code', source: code[0] }, { cell_type: 'markdown', source: '' }, { cell_type: 'code', source: code[1] }] }));
    const server = await startServer({ folder });
    const cell = (index: number) => `vscode-notebook-cell:${folder}/a.ipynb#W${index}`;
    const places = async () => (await server.calls()).calls.map(({ file, cell: index, line, state }) => [file, index, line, state]);
    try {
      assert.deepEqual(await places(), [['a.ipynb', 2, 1, 'none']]);
      await server.openNotebook(`file://${folder}/a.ipynb`, code.map((text, index) => ({ uri: cell(index), text })));
      assert.deepEqual(rulesAt(await server.diagnostics(cell(1))), ['unretried-call@0']);
      assert.deepEqual(await places(), [['a.ipynb', 2, 1, 'none']]);
      await server.open(`file://${folder}/helper.py`, helper, 'python');
      await server.diagnostics(`file://${folder}/helper.py`);
      const asked = server.refreshed();
      await server.change(`file://${folder}/helper.py`, 2, helper.replace('=0', '=9'));
      await asked;
      assert.deepEqual(rulesAt(await server.diagnostics(cell(1))), []);
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a notebook in an editor that cannot ask for diagnostics', () => {
  it('has them sent for each cell, and withdrawn', async () => {
    const server = await startServer({ diagnostics: 'push' });
    const uri = 'file:///project/a.ipynb';
    const cells = [{ uri: 'cell:/a', text: setup }, { uri: 'cell:/b', text: call }];
    const both = async () => [await server.published(), await server.published()].map((sent) => [sent.uri, ...rulesAt(sent.diagnostics)]);
    await server.openNotebook(uri, cells);
    assert.deepEqual(await both(), [['cell:/a'], ['cell:/b', 'unretried-call@0']]);
    await server.changeNotebook(uri, 2, textChange('cell:/a', 2, '9', 3, 41));
    assert.deepEqual(await both(), [['cell:/a'], ['cell:/b']]);
    await server.closeNotebook(uri, cells.map((cell) => cell.uri));
    assert.deepEqual(await both(), [['cell:/a'], ['cell:/b']]);
    await server.stop();
  });
});

function textChange(uri: string, version: number, text: string, line: number, from: number, to = from + 1) {
  return { textContent: [{ document: { uri, version }, changes: [{ range: { start: { line, character: from }, end: { line, character: to } }, text }] }] };
}

function rulesAt(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code, range: { start } }) => `${String(code)}@${start.line}`);
}

function changedIn(actions: readonly CodeAction[]): readonly string[] {
  return actions.flatMap(({ edit }) => ((edit?.documentChanges ?? []) as TextDocumentEdit[]).map(({ textDocument }) => textDocument.uri));
}

/** The cells after an action, as an editor applies it. */
function edited(cells: readonly NotebookText[], action: CodeAction | undefined): readonly NotebookText[] {
  const changes = (action?.edit?.documentChanges ?? []) as TextDocumentEdit[];
  return cells.map(({ uri, text }) => {
    const edits = changes.filter(({ textDocument }) => textDocument.uri === uri).flatMap((change) => change.edits);
    return { uri, text: TextDocument.applyEdits(TextDocument.create(uri, 'python', 1, text), edits as Parameters<typeof TextDocument.applyEdits>[1]) };
  });
}
