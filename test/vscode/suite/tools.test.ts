import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, openFile } from './support/files';
import { expectFindings } from './support/findings';
import { unretried } from './support/samples';

const error = `RateLimitError: 429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization's rate limit of 30,000 input tokens per minute (org: 11111111-2222-3333-4444-555555555555, model: claude-sonnet-5)."}}
x-api-key: sk-ant-api03-verysecretverysecret`;

async function ask(name: string, input: object, token?: vscode.CancellationToken): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, token);
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

describe('the tools for agents in the editor', () => {
  afterEach(closeAll);

  it('are there, each with a description and a schema', () => {
    const own = vscode.lm.tools.filter(({ name }) => name.startsWith('headroom_'));
    assert.deepEqual(own.map(({ name }) => name).sort(), ['headroom_check_calls', 'headroom_diagnose', 'headroom_headroom']);
    for (const { description, inputSchema } of own) assert.ok(description.length > 50 && inputSchema !== undefined);
  });

  it('list the calls of a file with their retries and findings', async () => {
    await expectFindings(await openFile('agents.ts', unretried), ['unretried-call@6']);
    const answer = await ask('headroom_check_calls', { file: 'agents.ts' });
    assert.match(answer, /^1 Claude API call, 1 with findings:\n- agents\.ts:6 messages\.create \(claude-sonnet-5\): retry none; sent at most once; /);
    assert.equal(answer.split('\n').length, 3);
  });

  it('name the files that have calls where the one that was asked about has none', async () => {
    await expectFindings(await openFile('agents.ts', unretried), ['unretried-call@6']);
    assert.match(await ask('headroom_check_calls', { file: 'nowhere.ts' }), /^No Claude API call was found in that file\. Files with calls: .*agents\.ts/);
  });

  it('diagnose an error without keys and organizations, with the calls it concerns', async () => {
    await expectFindings(await openFile('agents.ts', unretried), ['unretried-call@6']);
    const answer = await ask('headroom_diagnose', { text: error });
    assert.match(answer, /^# Diagnosis: Input tokens per minute\n/);
    assert.match(answer, /agents\.ts:6/);
    assert.doesNotMatch(answer, /verysecret|11111111-2222/);
  });

  it('say that they cannot tell, and refuse an empty text', async () => {
    assert.match(await ask('headroom_diagnose', { text: 'it does not work' }), /^# Diagnosis: cannot tell\n/);
    await assert.rejects(ask('headroom_diagnose', { text: '  ' }), /nothing to diagnose/);
  });

  it('answer within bounds, and say where they cut', async () => {
    const many = Array.from({ length: 400 }, (_, index) => `429 {"type":"error","error":{"type":"rate_limit_error","message":"${'x'.repeat(400)} ${index}"}}`).join('\n');
    const answer = await ask('headroom_diagnose', { text: many });
    assert.ok(answer.length < 21_000, String(answer.length));
    assert.match(await ask('headroom_diagnose', { text: `${' '.repeat(1_000_000)}${error}` }), /^Only the last 1,000,000 of 1,000,\d+ characters were read\.\n\n# Diagnosis: Input tokens per minute/);
  });

  it('tell what is known of the limits', async () => {
    assert.match(await ask('headroom_headroom', {}), /^Now: /);
  });

  it('stop when they are told to', async () => {
    const source = new vscode.CancellationTokenSource();
    source.cancel();
    await assert.rejects(ask('headroom_check_calls', {}, source.token));
    source.dispose();
  });
});
