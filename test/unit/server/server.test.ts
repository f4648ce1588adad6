import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CodeActionTriggerKind, type Diagnostic, DiagnosticSeverity, type TextDocumentEdit } from 'vscode-languageserver-protocol/node';
import { type TestServer, startServer } from './startServer';

const unretried = `import Anthropic from '@anthropic-ai/sdk';

const claude = new Anthropic({ maxRetries: 0 });

export async function ask(question: string) {
  return claude.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, messages: [{ role: 'user', content: question }] });
}
`;

describe('the language server', () => {
  let server: TestServer;
  let number = 0;
  const fresh = (ending = 'ts') => `file:///project/file${++number}.${ending}`;
  before(async () => (server = await startServer()));
  after(async () => assert.equal(await server.stop(), 0));

  it('reports a finding with its rule, the rule’s page and its reasons', async () => {
    const uri = fresh();
    await server.open(uri, unretried);
    const [diagnostic, ...more] = await server.diagnostics(uri);
    assert.deepEqual(more, []);
    assert.equal(diagnostic?.source, 'headroom');
    assert.equal(diagnostic.code, 'unretried-call');
    assert.match(diagnostic.codeDescription?.href ?? '', /^https:.*unretried-call/);
    assert.equal(diagnostic.severity, DiagnosticSeverity.Warning);
    assert.deepEqual(diagnostic.range, range(5, 9, 31));
    assert.deepEqual(diagnostic.relatedInformation?.map(({ location }) => [location.uri, location.range.start.line]), [[uri, 2]]);
  });

  it('counts columns in UTF-16, so that an emoji before a call moves it by two', async () => {
    const uri = fresh();
    await server.open(uri, unretried.replace('return claude', "const smile = '🙂'; return claude"));
    assert.deepEqual((await server.diagnostics(uri))[0]?.range, range(5, 29, 51));
  });

  for (const [languageId, name] of [['typescript', 'ts'], ['typescriptreact', 'tsx'], ['javascript', 'js'], ['javascriptreact', 'jsx']] as const) {
    it(`reads ${languageId}`, async () => {
      const uri = fresh(name);
      await server.open(uri, unretried.replace(': string', ''), languageId);
      assert.deepEqual(rulesAt(await server.diagnostics(uri)), ['unretried-call@5']);
    });
  }

  it('reads Python in a document that was never saved', async () => {
    const uri = 'untitled:Untitled-1';
    await server.open(uri, 'import anthropic\nclient = anthropic.Anthropic(max_retries=0)\nclient.messages.create(model="claude-sonnet-5", max_tokens=9, messages=[])\n', 'python');
    assert.deepEqual(rulesAt(await server.diagnostics(uri)), ['unretried-call@2']);
    await server.close(uri);
  });

  it('says nothing about other languages and about past versions that source control opens', async () => {
    await server.open('file:///project/a.go', unretried, 'go');
    await server.open('git:/project/a.ts?ref=HEAD', unretried);
    assert.deepEqual(await server.diagnostics('file:///project/a.go'), []);
    assert.deepEqual(await server.diagnostics('git:/project/a.ts?ref=HEAD'), []);
  });

  it('follows what is typed', async () => {
    const uri = fresh();
    await server.open(uri, unretried);
    await server.change(uri, 2, '9', range(2, 43, 44));
    assert.deepEqual(rulesAt(await server.diagnostics(uri)), []);
    await server.change(uri, 3, '0', range(2, 43, 44));
    assert.deepEqual(rulesAt(await server.diagnostics(uri)), ['unretried-call@5']);
  });

  it('keeps the findings, moved along, while the text is broken, and lets them go when it parses without them', async () => {
    const uri = fresh();
    await server.open(uri, unretried);
    await server.diagnostics(uri);
    await server.change(uri, 2, 'class {{{ (\n', range(1, 0, 0));
    assert.deepEqual(rulesAt(await server.diagnostics(uri)), ['unretried-call@6']);
    await server.change(uri, 3, 'export const nothing = 1;\n');
    assert.deepEqual(rulesAt(await server.diagnostics(uri)), []);
  });

  it('answers "unchanged" for a text it has answered before, and in full for a newer one', async () => {
    const uri = fresh();
    await server.open(uri, unretried);
    const first = await server.report(uri);
    assert.equal((await server.report(uri, first.resultId)).kind, 'unchanged');
    await server.change(uri, 2, '\n', range(0, 0, 0));
    assert.equal((await server.report(uri, first.resultId)).kind, 'full');
  });

  it('answers for the newest text when edits and questions are in one burst', async () => {
    const uri = fresh();
    await server.open(uri, unretried);
    const early = server.diagnostics(uri);
    await server.change(uri, 2, '\n\n', range(0, 0, 0));
    assert.deepEqual(rulesAt(await server.diagnostics(uri)), ['unretried-call@7']);
    await early;
  });

  it('withdraws findings when the document is closed, and starts anew when it is opened again', async () => {
    const uri = fresh();
    await server.open(uri, unretried);
    const first = await server.report(uri);
    await server.close(uri);
    assert.deepEqual(await server.diagnostics(uri), []);
    await server.open(uri, 'export {};\n');
    const second = await server.report(uri, first.resultId);
    assert.deepEqual(second.kind === 'full' ? second.items : undefined, []);
  });

  it('explains the policy of the call under the pointer in three lines, with the page of the rule that objects', async () => {
    const uri = fresh();
    await server.open(uri, unretried);
    const hover = await server.hover(uri, 5, 20);
    const text = hover && typeof hover.contents === 'object' && 'value' in hover.contents ? hover.contents.value : '';
    assert.equal(text.split('\n').length, 3);
    assert.match(text, /`maxRetries` is 0.* \[unretried-call\]\(https:\S+\)$/);
    assert.equal(await server.hover(uri, 0, 3), null);
  });

  it('offers the preferred fix for a finding, bound to the version it was made for', async () => {
    const uri = fresh();
    await server.open(uri, unretried);
    const actions = await server.actions(uri, 5);
    const preferred = actions.filter(({ isPreferred }) => isPreferred);
    assert.equal(preferred.length, 1);
    assert.equal(preferred[0]?.kind, 'quickfix');
    assert.deepEqual(rulesAt(preferred[0].diagnostics ?? []), ['unretried-call@5']);
    const [change] = (preferred[0].edit?.documentChanges ?? []) as TextDocumentEdit[];
    assert.deepEqual(change?.textDocument, { uri, version: 1 });
    assert.deepEqual(await server.actions(uri, 0), []);
  });

  it('lets a client record its limits where somebody asks for actions, and brings no light bulb up for it', async () => {
    const uri = fresh();
    await server.open(uri, unretried);
    const line = unretried.split('\n').findIndex((text) => text.includes('new Anthropic'));
    const kind = 'refactor.rewrite.headroom.recordLimits';
    const kinds = async (at: number, only?: readonly string[], triggerKind?: CodeActionTriggerKind) => (await server.actions(uri, at, only, triggerKind)).map((action) => action.kind);
    assert.deepEqual(await kinds(line, undefined, CodeActionTriggerKind.Invoked), [kind]);
    assert.deepEqual(await kinds(line, ['refactor']), [kind]);
    const quiet = [await kinds(line), await kinds(line, undefined, CodeActionTriggerKind.Automatic), await kinds(line, ['quickfix']), await kinds(line, ['source.fixAll']), await kinds(0, ['refactor'])];
    assert.ok(!quiet.flat().includes(kind));
    const [{ edit } = { edit: undefined }] = await server.actions(uri, line, [kind]);
    const [change] = (edit?.documentChanges ?? []) as TextDocumentEdit[];
    assert.deepEqual(change?.textDocument, { uri, version: 1 });
    await server.change(uri, 2, 'if ((\n', range(1, 0, 0));
    assert.deepEqual(await kinds(line + 1, ['refactor']), []);
  });

  it('fixes all when saving asks for it, and not while the text is broken', async () => {
    const uri = fresh();
    await server.open(uri, unretried);
    const only = ['source.fixAll'];
    assert.deepEqual((await server.actions(uri, 0, only)).map(({ kind }) => kind), ['source.fixAll.headroom']);
    assert.deepEqual(await server.actions(uri, 0, ['source.organizeImports']), []);
    await server.change(uri, 2, 'if ((\n', range(1, 0, 0));
    assert.deepEqual(await server.actions(uri, 0, only), []);
  });

  it('takes rules off, changes their level and goes silent as the settings say', async () => {
    const uri = fresh();
    await server.open(uri, unretried);
    const first = await server.report(uri);
    await server.configure({ rules: { 'unretried-call': 'off' } });
    assert.deepEqual(await server.diagnostics(uri), []);
    await server.configure({ rules: { 'unretried-call': 'error', nonsense: 1 } });
    assert.deepEqual((await server.diagnostics(uri)).map(({ severity }) => severity), [DiagnosticSeverity.Error]);
    await server.configure({ enable: false });
    assert.deepEqual(await server.diagnostics(uri), []);
    assert.equal(await server.hover(uri, 5, 20), null);
    await server.configure(null);
    assert.equal((await server.report(uri, first.resultId)).kind, 'full');
    assert.deepEqual(rulesAt(await server.diagnostics(uri)), ['unretried-call@5']);
  });
});

describe('the language server, for an editor that cannot ask for diagnostics', () => {
  it('sends them, follows edits and withdraws them on close', async () => {
    const server = await startServer({ diagnostics: 'push' });
    const uri = 'file:///project/a.ts';
    await server.open(uri, unretried);
    const { version, diagnostics } = await server.published();
    assert.deepEqual([version, rulesAt(diagnostics)], [1, ['unretried-call@5']]);
    await server.change(uri, 2, '9', range(2, 43, 44));
    assert.deepEqual((await server.published()).diagnostics, []);
    await server.change(uri, 3, '0', range(2, 43, 44));
    assert.equal((await server.published()).diagnostics.length, 1);
    await server.close(uri);
    assert.deepEqual((await server.published()).diagnostics, []);
    await server.stop();
  });
});

describe('headroom lsp', () => {
  it('is the same server, for other editors', async () => {
    const server = await startServer({ command: ['src/cli/main.ts', 'lsp'] });
    await server.open('file:///project/a.ts', unretried);
    assert.deepEqual(rulesAt(await server.diagnostics('file:///project/a.ts')), ['unretried-call@5']);
    assert.equal(await server.stop(), 0);
  });
});

describe('a fix that makes a file', () => {
  const helper = 'import time\nimport anthropic\n\n\ndef with_backoff(send, cancelled=None):\n    for attempt in range(1, 9):\n        try:\n            return send()\n        except Exception:\n            time.sleep(9)\n';
  const script = 'import anthropic\n\nclient = anthropic.Anthropic(max_retries=0)\nprint(client.messages.create(model="m", max_tokens=1, messages=[]))\n';

  it('is offered to a client that makes files, before the text in it, and to no other', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'headroom-program-'));
    const uri = `file://${folder}/ask.py`;
    writeFileSync(path.join(folder, 'other.py'), helper);
    writeFileSync(path.join(folder, 'ask.py'), script);
    try {
      for (const createsFiles of [true, false]) {
        const server = await startServer({ folder, createsFiles });
        await server.open(uri, script, 'python');
        await server.diagnostics(uri);
        const action = (await server.actions(uri, 3)).find(({ title }) => title.startsWith('Move the backoff helper'));
        const made = `file://${folder}/claude_backoff.py`;
        assert.deepEqual(action?.edit?.documentChanges?.slice(0, 2).map((change) => ('kind' in change ? [change.kind, 'uri' in change && change.uri] : ['text', change.textDocument.uri])), createsFiles ? [['create', made], ['text', made]] : undefined);
        await server.stop();
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a document whose client, wrapper and callers stand in other files', () => {
  let folder = '';
  let server: TestServer;
  const uri = (name: string) => `file://${folder}/${name}`;
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  const client = "import Anthropic from '@anthropic-ai/sdk';\nexport const claude = new Anthropic({ maxRetries: 0 });\n";
  const ask = "import { claude } from './client';\nexport const ask = () => claude.messages.create({ model: 'claude-sonnet-5', max_tokens: 1, messages: [] });\n";
  const retry = "import pRetry from 'p-retry';\nimport { ask } from './ask';\npRetry(() => ask(), { retries: 9 });\n";
  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'headroom-program-'));
    write('client.ts', client);
    write('ask.ts', ask);
    server = await startServer({ folder });
    await server.open(uri('ask.ts'), ask);
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('has a finding whose reason stands in the other file, and a fix that edits that file', async () => {
    const [finding] = await server.diagnostics(uri('ask.ts'));
    assert.equal(finding?.code, 'unretried-call');
    assert.deepEqual(finding.relatedInformation?.map(({ location }) => [location.uri, location.range.start.line]), [[uri('client.ts'), 1]]);
    const actions = await server.actions(uri('ask.ts'), 1);
    const edits = actions.flatMap(({ edit }) => (edit?.documentChanges ?? []) as readonly TextDocumentEdit[]);
    const foreign = edits.find(({ textDocument }) => textDocument.uri === uri('client.ts'));
    assert.deepEqual(foreign?.edits, [{ range: range(1, 50, 51), newText: '8' }]);
    // What saves a document rewrites no other.
    const all = await server.actions(uri('ask.ts'), 1, ['source.fixAll']);
    assert.ok(all.every(({ edit }) => (edit?.documentChanges as readonly TextDocumentEdit[]).every(({ textDocument }) => textDocument.uri === uri('ask.ts'))));
  });

  it('is linted again when the other file is typed in, before that is saved', async () => {
    assert.deepEqual(rulesAt(await server.diagnostics(uri('ask.ts'))), ['unretried-call@1']);
    await server.open(uri('client.ts'), client);
    await server.diagnostics(uri('client.ts'));
    const asked = server.refreshed();
    await server.change(uri('client.ts'), 2, '9', range(1, 50, 51));
    await asked;
    assert.deepEqual(rulesAt(await server.diagnostics(uri('ask.ts'))), []);
    const again = server.refreshed();
    await server.close(uri('client.ts'));
    await again;
    assert.deepEqual(rulesAt(await server.diagnostics(uri('ask.ts'))), ['unretried-call@1']);
  });

  it('is linted again when a file on disk changes, comes or goes', async () => {
    assert.deepEqual(rulesAt(await server.diagnostics(uri('ask.ts'))), ['unretried-call@1']);
    const steps: readonly (readonly [() => void, string, 1 | 2 | 3, readonly string[]])[] = [
      [() => write('client.ts', client.replace('0', '9')), 'client.ts', 2, []],
      [() => write('client.ts', client), 'client.ts', 2, ['unretried-call@1']],
      [() => write('retry.ts', retry), 'retry.ts', 1, ['retry-after-ignored@1', 'retries-permanent-errors@1']],
      [() => rmSync(path.join(folder, 'retry.ts')), 'retry.ts', 3, ['unretried-call@1']],
    ];
    for (const [change, name, type, expected] of steps) {
      change();
      const asked = server.refreshed();
      await server.filesChanged([{ uri: uri(name), type }]);
      await asked;
      assert.deepEqual(rulesAt(await server.diagnostics(uri('ask.ts'))), expected, name);
    }
  });
});

describe('the calls of the workspace', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'headroom-calls-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are those on disk and, for open documents, those of the unsaved text', async () => {
    mkdirSync(path.join(folder, 'src'));
    mkdirSync(path.join(folder, 'node_modules/other'), { recursive: true });
    for (const name of ['src/a.ts', 'src/b.ts', 'node_modules/other/index.js']) writeFileSync(path.join(folder, name), unretried);
    const server = await startServer({ folder });
    await server.open(`file://${folder}/src/b.ts`, `// one line more\n${unretried.replace('claude-sonnet-5', 'claude-haiku-5-5')}`);
    await server.open('untitled:Untitled-1', unretried);
    const { calls } = await server.calls();
    assert.deepEqual(calls.map(({ file, line, column, model }) => [file, line, column, model]), [
      ['Untitled-1', 6, 10, 'claude-sonnet-5'],
      ['src/a.ts', 6, 10, 'claude-sonnet-5'],
      ['src/b.ts', 7, 10, 'claude-haiku-5-5'],
    ]);
    assert.deepEqual(calls.map(({ state, attempts, findings }) => [state, attempts, findings.length]), [['none', 1, 1], ['none', 1, 1], ['none', 1, 1]]);
    assert.deepEqual(calls.map(({ uri, rules }) => [uri, rules]), [['untitled:Untitled-1', ['unretried-call']], [`file://${folder}/src/a.ts`, ['unretried-call']], [`file://${folder}/src/b.ts`, ['unretried-call']]]);
    await server.stop();
  });
});

function rulesAt(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code, range: { start } }) => `${String(code)}@${start.line}`);
}

function range(line: number, from: number, to: number) {
  return { start: { line, character: from }, end: { line, character: to } };
}
