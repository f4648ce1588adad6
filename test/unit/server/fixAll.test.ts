import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import type { CodeAction, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { editsBetween } from '../../../src/io/fixing/editsBetween';
import { applyEdits } from '../../../src/lint/source';
import type { OpenText } from '../../../src/server/openDocuments';
import { type WorkspaceFixDeps, workspaceFix } from '../../../src/server/workspaceFix';
import { type TestServer, startServer } from './startServer';

const body = "{ model: 'claude-sonnet-5', max_tokens: 9, messages: [] }";
const sdk = `import Anthropic from '@anthropic-ai/sdk';\nconst one = new Anthropic({ maxRetries: 0 });\nconst other = new Anthropic({ maxRetries: 0 });\n`;
const two = `${sdk}export const a = () => one.messages.create(${body});\nexport const b = () => other.messages.create(${body});\n`;
const weak = `import Anthropic from '@anthropic-ai/sdk';\nexport const weak = () => new Anthropic().messages.create(${body});\n`;

const titles = (actions: readonly CodeAction[]) => actions.map(({ title }) => title);
const inFile = 'Fix all `unretried-call` problems in this file';
const inWorkspace = 'Fix all `unretried-call` problems in the workspace';

describe('the fixes for one finding', () => {
  let folder = '';
  let server: TestServer;
  const uri = () => pathToFileURL(path.join(folder, 'two.ts')).href;
  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'headroom-fix-all-'));
    server = await startServer({ folder });
    await server.open(uri(), two + weak.split('\n').slice(1).join('\n'));
  });
  after(async () => {
    assert.equal(await server.stop(), 0);
    rmSync(folder, { recursive: true });
  });

  it('stand in this order: the preferred one, the others, all of the rule, and last what only silences', async () => {
    const actions = await server.actions(uri(), 3);
    const found = titles(actions);
    assert.equal(actions[0]?.isPreferred, true);
    const all = found.indexOf(inFile);
    assert.deepEqual(found.slice(all, all + 2), [inFile, inWorkspace]);
    assert.ok(all > 1);
    assert.ok(found.slice(1, all).every((title) => !/ignore|suppress/i.test(title)));
    assert.ok(found.length > all + 2);
    assert.ok(actions.slice(all + 2).every(({ edit, isPreferred }) => isPreferred !== true && JSON.stringify(edit).includes('headroom-')));
  });

  it('are not worked out for many findings before somebody chooses that', async () => {
    const actions = await server.actions(uri(), 3);
    for (const title of [inFile, inWorkspace]) assert.equal(actions.find((action) => action.title === title)?.edit, undefined);
  });

  it('repair all findings of the rule in the file, and those of no other rule', async () => {
    const action = (await server.actions(uri(), 3)).find(({ title }) => title === inFile);
    assert.ok(action);
    const { edit } = await server.resolve(action);
    const [change, ...more] = changesOf(edit);
    assert.deepEqual(more, []);
    assert.deepEqual(change?.textDocument, { uri: uri(), version: 1 });
    const fixed = edited(two + weak.split('\n').slice(1).join('\n'), change);
    assert.equal(fixed.match(/maxRetries: 8/g)?.length, 2);
    assert.match(fixed, /new Anthropic\(\)\.messages/);
  });

  it('are for one place where only one has such a finding', async () => {
    assert.ok(!titles(await server.actions(uri(), 5)).some((title) => title.endsWith('in this file')));
    assert.ok(titles(await server.actions(uri(), 5)).includes('Fix all `weak-retry` problems in the workspace'));
  });

  it('are complete at once for a client that does not ask again, which is offered no workspace', async () => {
    const plain = await startServer({ folder, actions: 'whole' });
    await plain.open(uri(), two);
    const actions = await plain.actions(uri(), 3);
    assert.ok(!titles(actions).includes(inWorkspace));
    assert.equal(changesOf(actions.find(({ title }) => title === inFile)?.edit)[0]?.edits.length, 2);
    await plain.stop();
  });

  it('are never unsafe ones for many findings at once', async () => {
    const unsafe = pathToFileURL(path.join(folder, 'unsafe.ts')).href;
    const sleeping = `import Anthropic from '@anthropic-ai/sdk';\nexport async function ask() {\n  const client = new Anthropic({ maxRetries: 0 });\n  return client.messages.stream(${body});\n}\n`;
    await server.open(unsafe, sleeping);
    for (let line = 0; line < 5; line++) {
      const actions = await server.actions(unsafe, line);
      const hasSafe = actions.some(({ isPreferred }) => isPreferred === true);
      assert.equal(titles(actions).some((title) => title.startsWith('Fix all')), hasSafe);
    }
    await server.close(unsafe);
  });
});

describe('all problems of one rule in the workspace', () => {
  let folder = '';
  const file = (name: string) => path.join(folder, name);
  const uriOf = (name: string) => pathToFileURL(file(name)).href;
  const write = (name: string, text: string) => writeFileSync(file(name), text);
  const open = (name: string, text: string, version = 1): OpenText => ({ uri: uriOf(name), languageId: 'typescript', version, getText: () => text });
  const fix = (deps: Partial<WorkspaceFixDeps> = {}) =>
    workspaceFix('unretried-call', {
      folders: [pathToFileURL(folder).href],
      openTexts: () => [],
      versionOf: () => null,
      settingsOf: () => Promise.resolve({ enable: true, rules: {} }),
      configOf: () => ({ rules: {}, excluded: false }),
      isCancelled: () => false,
      progress: () => undefined,
      note: () => undefined,
      ...deps,
    });
  const edits = async (deps?: Partial<WorkspaceFixDeps>) => {
    const found = await fix(deps);
    assert.ok(typeof found === 'object');
    return new Map(changesOf(found).map((change) => [path.basename(change.textDocument.uri), change]));
  };
  beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'headroom-fix-workspace-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are repaired by one edit over files on disk and documents as they stand in the editor', async () => {
    write('two.ts', two.replaceAll('\n', '\r\n'));
    write('open.ts', 'export {};\n');
    write('weak.ts', weak);
    const changes = await edits({ openTexts: () => [open('open.ts', two, 7)] });
    assert.deepEqual([...changes.keys()].sort(), ['open.ts', 'two.ts']);
    assert.deepEqual(changes.get('open.ts')?.textDocument, { uri: uriOf('open.ts'), version: 7 });
    assert.deepEqual(changes.get('two.ts')?.textDocument, { uri: uriOf('two.ts'), version: null });
    assert.equal(edited(two, changes.get('open.ts')), two.replaceAll('maxRetries: 0', 'maxRetries: 8'));
    assert.equal(edited(readFileSync(file('two.ts'), 'utf8'), changes.get('two.ts')), two.replaceAll('maxRetries: 0', 'maxRetries: 8').replaceAll('\n', '\r\n'));
  });

  it('change a client once that several files share', async () => {
    write('client.ts', "import Anthropic from '@anthropic-ai/sdk';\nexport const claude = new Anthropic({ maxRetries: 0 });\n");
    for (const name of ['a.ts', 'b.ts']) write(name, `import { claude } from './client';\nexport const ask = () => claude.messages.create(${body});\n`);
    const changes = await edits();
    assert.deepEqual([...changes.keys()], ['client.ts']);
    assert.deepEqual(changes.get('client.ts')?.edits, [{ range: { start: { line: 1, character: 50 }, end: { line: 1, character: 51 } }, newText: '8' }]);
  });

  it('are read again where a file changes meanwhile, and left alone where that never ends', async () => {
    write('two.ts', two);
    let times = 0;
    const changes = await edits({ progress: () => (times++ === 0 ? write('two.ts', `// new\n${two}`) : undefined), isCancelled: () => false });
    assert.equal(edited(`// new\n${two}`, changes.get('two.ts')), `// new\n${two.replaceAll('maxRetries: 0', 'maxRetries: 8')}`);
    let version = 1;
    assert.equal(await fix({ openTexts: () => [open('two.ts', two, version++)] }), 'changing');
  });

  it('are left alone once nobody wants it any more, and where the linter is switched off', async () => {
    write('two.ts', two);
    assert.equal(await fix({ isCancelled: () => true }), 'cancelled');
    assert.deepEqual(await fix({ settingsOf: () => Promise.resolve({ enable: false, rules: {} }) }), { documentChanges: [] });
    assert.deepEqual(await fix({ settingsOf: () => Promise.resolve({ enable: true, rules: { 'unretried-call': 'off' } }) }), { documentChanges: [] });
  });

  it('are left alone in the files that the config of the project leaves out, and where it switches the rule off', async () => {
    for (const name of ['two.ts', 'left.ts', 'off.ts']) write(name, two);
    const configOf = (of: string) => ({ rules: of === file('off.ts') ? ({ 'unretried-call': 'off' } as const) : {}, excluded: of === file('left.ts') });
    assert.deepEqual([...(await edits({ configOf })).keys()], ['two.ts']);
  });

  it('leave out what is broken, not valid UTF-8 or a notebook that is not open, and say why', async () => {
    write('broken.ts', `${two}if ((\n`);
    writeFileSync(file('odd.ts'), Buffer.concat([Buffer.from(two), Buffer.from([0xff])]));
    write('book.ipynb', JSON.stringify({ cells: [{ cell_type: 'code', source: 'import anthropic\nanthropic.Anthropic(max_retries=0).messages.create(model="claude-sonnet-5", max_tokens=9, messages=[])' }] }));
    const notes: string[] = [];
    assert.deepEqual((await edits({ note: (text) => notes.push(text) })).size, 0);
    for (const name of ['broken.ts', 'odd.ts', 'book.ipynb']) assert.ok(notes.some((note) => note.startsWith(`${file(name)}: not fixed`)), name);
  });

  it('are repaired in the cells of an open notebook, each at its version', async () => {
    const cells = ['import anthropic\nclient = anthropic.Anthropic(max_retries=0)', 'client.messages.create(model="claude-sonnet-5", max_tokens=9, messages=[])'];
    write('book.ipynb', JSON.stringify({ cells: cells.map((source) => ({ cell_type: 'code', source })) }));
    const server = await startServer({ folder });
    await server.openNotebook(uriOf('book.ipynb'), cells.map((text, index) => ({ uri: `vscode-notebook-cell:/book.ipynb#W${index}`, text })));
    const action = (await server.actions('vscode-notebook-cell:/book.ipynb#W1', 0)).find(({ title }) => title === inWorkspace);
    assert.ok(action);
    const [change, ...more] = changesOf((await server.resolve(action)).edit);
    assert.deepEqual(more, []);
    assert.deepEqual(change?.textDocument, { uri: 'vscode-notebook-cell:/book.ipynb#W0', version: 1 });
    assert.equal(edited(cells[0] ?? '', change), cells[0]?.replace('=0', '=8'));
    await server.stop();
  });
});

describe('the edits between two texts', () => {
  it('make the one of the other, whatever their line ends', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'const', '\n', '\r\n', '\r', ' ', '🙂'), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => applyEdits(before, editsBetween(before, after)) === after),
      { seed: 1, numRuns: 500 },
    );
  });
});

function changesOf(edit: WorkspaceEdit | undefined): readonly TextDocumentEdit[] {
  return (edit?.documentChanges ?? []) as readonly TextDocumentEdit[];
}

/** A text after a change, as an editor applies it. */
function edited(text: string, change: TextDocumentEdit | undefined): string {
  return TextDocument.applyEdits(TextDocument.create('a', 'b', 1, text), (change?.edits ?? []) as Parameters<typeof TextDocument.applyEdits>[1]);
}
