import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CallToSimulate } from '../../../src/simulate/callToSimulate';
import { retryOf } from '../../../src/simulate/retryOf';
import { type TestServer, startServer } from './startServer';

const fanOut = `import Anthropic from '@anthropic-ai/sdk';

const claude = new Anthropic({ maxRetries: 0 });

export async function all(texts: string[]) {
  return Promise.all(
    texts.map((text) =>
      claude.messages.create({
        model: 'claude-sonnet-5',
        max_tokens: 100,
        messages: [{ role: 'user', content: text }],
      }),
    ),
  );
}
`;
const two = `${fanOut}
export const ask = () => claude.beta.messages.create({ model: 'claude-haiku-4-5', max_tokens: 9, messages: [] });
`;

describe('the call to simulate', () => {
  let server: TestServer;
  let number = 0;
  const fresh = (ending = 'ts') => `file:///project/file${++number}.${ending}`;
  before(async () => (server = await startServer()));
  after(async () => assert.equal(await server.stop(), 0));

  it('has its place, model, policy, fan-out, and what each fix that is offered makes of it', async () => {
    const uri = fresh();
    await server.open(uri, fanOut);
    const call = await server.callToSimulate(uri, 7, 20);
    assert.ok(call);
    assert.deepEqual([call.name, call.api, call.model, call.fanOut], [`file${number}.ts:8`, 'messages.create', 'claude-sonnet-5', { kind: 'parallel' }]);
    assert.deepEqual(call.place, { uri, line: 7, character: 6 });
    assert.equal(call.policy.length, 3);
    assert.match(call.policy[0] ?? '', /^Not sent again after a 429/);
    const attempts = (layers: typeof call.layers) => Math.max(1, ...retryOf({ layers }).retry.layers.map((layer) => layer.attempts));
    assert.equal(attempts(call.layers), 1);
    assert.ok(call.fixes.some((fix) => attempts(fix.layers) > 3), 'no fix sends it again');
    assert.ok(call.fixes.some(({ atOnce }) => atOnce !== undefined), 'no fix bounds how many are under way');
    assert.equal(new Set(call.fixes.map(({ title }) => title)).size, call.fixes.length);
  });

  it('is the one around the cursor, or on its line, or the only one of the document', async () => {
    const [one, both] = [fresh(), fresh()];
    await server.open(one, fanOut);
    await server.open(both, two);
    const apiAt = async (uri: string, line: number, character: number) => (await server.callToSimulate(uri, line, character))?.api;
    assert.equal(await apiAt(both, 10, 0), 'messages.create');
    assert.equal(await apiAt(both, 16, 0), 'beta.messages.create');
    assert.equal(await apiAt(both, 0, 0), undefined);
    assert.equal(await apiAt(one, 0, 0), 'messages.create');
    assert.equal(await apiAt(one, 999, 999), 'messages.create');
  });

  it('is there where it stands in a document that was never saved, and nowhere in one without a call, that is closed or no source', async () => {
    await server.open('untitled:Untitled-1', fanOut);
    const call = await server.callToSimulate('untitled:Untitled-1', 7, 0);
    assert.deepEqual([call?.name, call && call.fixes.length > 0], ['Untitled-1:8', true]);
    const empty = fresh();
    await server.open(empty, 'export {};\n');
    for (const uri of [empty, 'file:///project/closed.ts', 'nonsense']) assert.equal(await server.callToSimulate(uri, 0, 0), null);
  });

  it('is the one of a cell of a notebook, with a client of another cell', async () => {
    const cells = ['import anthropic\nclient = anthropic.Anthropic(max_retries=0)', '\nclient.messages.create(model="claude-haiku-4-5", max_tokens=9, messages=[])'].map((text, index) => ({ uri: `vscode-notebook-cell:/project/study.ipynb#W${index}`, text }));
    await server.openNotebook('file:///project/study.ipynb', cells);
    const call = await server.callToSimulate(cells[1]?.uri ?? '', 1, 3);
    assert.deepEqual([call?.name, call?.model], ['study.ipynb:2', 'claude-haiku-4-5']);
    assert.deepEqual((await server.callToSimulate(cells[0]?.uri ?? '', 0, 0))?.place, { uri: cells[1]?.uri, line: 1, character: 0 });
    assert.ok(call && call.fixes.length > 0);
  });
});

describe('the call to simulate, where its client is in another file', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'headroom-simulate-'));
  const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href;
  const client = (retries: number) => `import Anthropic from '@anthropic-ai/sdk';\nexport const claude = new Anthropic({ maxRetries: ${retries} });\n`;
  const ask = `import { claude } from './client';\nexport const ask = (texts: string[]) => Promise.all(texts.map((content) => claude.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, messages: [{ role: 'user', content }] })));\n`;
  let server: TestServer;
  before(async () => {
    writeFileSync(path.join(folder, 'client.ts'), client(0));
    writeFileSync(path.join(folder, 'ask.ts'), ask);
    server = await startServer({ folder });
  });
  after(async () => {
    assert.equal(await server.stop(), 0);
    rmSync(folder, { recursive: true });
  });

  it('counts that file as it stands in the editor, also for what the fixes make of the call', async () => {
    await server.open(uriOf('ask.ts'), ask);
    const most = (layers: CallToSimulate['layers'] = []) => Math.max(1, ...retryOf({ layers }).retry.layers.map(({ attempts }) => attempts));
    // The fix that bounds how many are under way leaves the client as it is.
    const sent = async () => {
      const call = await server.callToSimulate(uriOf('ask.ts'), 1, 30);
      return [most(call?.layers), most(call?.fixes.find(({ atOnce }) => atOnce !== undefined)?.layers), Math.max(...(call?.fixes ?? []).map(({ layers }) => most(layers))) > 3];
    };
    assert.deepEqual(await sent(), [1, 1, true]);
    await server.open(uriOf('client.ts'), client(1));
    // As an editor asks for every document that it opens.
    await server.diagnostics(uriOf('client.ts'));
    assert.deepEqual(await sent(), [2, 2, true]);
  });
});
