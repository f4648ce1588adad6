import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { readEvidence } from '../../../src/diagnose/readEvidence';
import { createOutputs } from '../../../src/vscode/evidence/outputs';
import { watchDebugSessions } from '../../../src/vscode/evidence/watchDebugSessions';
import { watchProblems } from '../../../src/vscode/evidence/watchProblems';
import { answering } from './support/answering';
import { closeAll, openFile, workspaceFolder } from './support/files';
import { until } from './support/until';

const error = (unit: string) => `RateLimitError: 429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization's rate limit of 30,000 ${unit} per minute (org: 11111111-2222-3333-4444-555555555555, model: claude-sonnet-5)."},"request_id":"req_011CTestTestTest"}\n`;
const diagnose = (command = 'headroom.diagnose', argument?: unknown) => vscode.commands.executeCommand<string | undefined>(command, argument);

describe('where Diagnose 429 finds the error', () => {
  beforeEach(() => vscode.env.clipboard.writeText(''));
  afterEach(closeAll);

  it('reads a log file of many megabytes to its last error', async () => {
    const uri = vscode.Uri.joinPath(workspaceFolder(), 'large.log');
    const line = '2026-11-26 09:00:00,000 INFO worker done in 5 ms\n';
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(line.repeat(200_000) + error('output tokens') + line.repeat(1000)));
    assert.equal(await diagnose('headroom.diagnoseFile', uri), 'output-tokens-per-minute');
    await vscode.workspace.fs.delete(uri);
  });

  it('reads what an editor shows of a file that is not saved', async () => {
    const document = await openFile('unsaved.log', 'nothing\n');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), error('requests'));
    await vscode.workspace.applyEdit(edit);
    assert.equal(await diagnose('headroom.diagnoseFile', document.uri), 'requests-per-minute');
  });

  it('says so of a file that is no text, and opens no report', async () => {
    const uri = vscode.Uri.joinPath(workspaceFolder(), 'image.log');
    await vscode.workspace.fs.writeFile(uri, Uint8Array.from({ length: 5000 }, (_, index) => (index * 37) % 256));
    let said = '';
    await answering({ showErrorMessage: (text: string) => ((said = text), Promise.resolve(undefined)) }, async () => assert.equal(await diagnose('headroom.diagnoseFile', uri), undefined));
    assert.equal(said, 'image.log is not a text file.');
    await vscode.workspace.fs.delete(uri);
  });

  it('asks where the error is, and takes what is pasted then', async () => {
    const paste = (items: readonly vscode.QuickPickItem[]) => Promise.resolve(items.find(({ label }) => label.includes('Paste')));
    await answering({ showQuickPick: paste, showInputBox: () => Promise.resolve(error('input tokens')) }, async () => assert.equal(await diagnose('headroom.diagnoseFrom'), 'input-tokens-per-minute'));
  });

  it('does nothing when the user turns away', async () => {
    await answering({ showQuickPick: () => Promise.resolve(undefined) }, async () => assert.equal(await diagnose('headroom.diagnoseFrom'), undefined));
  });

  it('keeps what a program prints that is debugged, and finds its error', async () => {
    const { uri } = await openFile('debugged.js', `console.error(${JSON.stringify(error('requests'))});\n`);
    const outputs = createOutputs(() => 0);
    const watching = watchDebugSessions(outputs);
    try {
      assert.ok(await vscode.debug.startDebugging(undefined, { type: 'node', name: 'Ask', request: 'launch', program: uri.fsPath, console: 'internalConsole' }));
      await until(() => outputs.list().map(({ text }) => text).join(), (text) => text.includes('RateLimitError'));
      assert.match(outputs.list()[0]?.from ?? '', /^the debug session `.*Ask/);
      await closeAll();
      assert.equal(await diagnose(), 'requests-per-minute');
    } finally {
      await vscode.debug.stopDebugging();
      watching.dispose();
    }
  });
});

describe('the newest of several errors', () => {
  const runs = async (unit: string) => {
    const { uri } = await openFile('fails.js', `console.error(${JSON.stringify(error(unit))});\n`);
    const outputs = createOutputs(() => 0);
    const watching = watchDebugSessions(outputs);
    try {
      assert.ok(await vscode.debug.startDebugging(undefined, { type: 'node', name: 'Ask', request: 'launch', program: uri.fsPath, console: 'internalConsole' }));
      await until(() => outputs.list().map(({ text }) => text).join(), (text) => text.includes('RateLimitError'));
    } finally {
      await vscode.debug.stopDebugging();
      watching.dispose();
      await closeAll();
    }
  };

  it('is that of a program which failed after the clipboard was diagnosed, until something else is copied', async () => {
    await vscode.env.clipboard.writeText(error('input tokens'));
    assert.equal(await diagnose(), 'input-tokens-per-minute');
    await runs('output tokens');
    assert.equal(await diagnose(), 'output-tokens-per-minute');
    await vscode.env.clipboard.writeText(error('requests'));
    assert.equal(await diagnose(), 'requests-per-minute');
    await vscode.env.clipboard.writeText('');
  });
});

describe('the problem matcher', () => {
  const printed = {
    node: 'RateLimitError: 429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization\'s rate limit of 50 requests per minute"}}\n    at APIError.generate (file:///app/node_modules/@anthropic-ai/sdk/core/error.mjs:55:24)\n    at async file:///app/ask.mjs:10:3 {\n',
    python: 'Traceback (most recent call last):\n  File "/app/.venv/lib/python3.11/site-packages/anthropic/_base_client.py", line 1350, in _request\n    raise self._make_status_error_from_response(response) from None\nanthropic.OverloadedError: Error code: 529 - {\'type\': \'error\', \'error\': {\'type\': \'overloaded_error\', \'message\': \'Overloaded\'}}\n',
    nothing: 'Error: 404 Not Found\n    at ask (/app/ask.mjs:3:1)\nERROR: 5290 lines\n',
  };

  it('finds the errors in what a task prints, and Diagnose 429 reads them', async () => {
    const outputs = createOutputs(() => 0);
    const watching = watchProblems(outputs);
    try {
      for (const [name, text] of Object.entries(printed)) await openFile(`${name}.txt`, text);
      await vscode.workspace.saveAll();
      const program = `for (const name of ['nothing', 'node', 'python']) process.stdout.write(require('fs').readFileSync(name + '.txt', 'utf8'))`;
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      assert.ok(folder);
      const run = new vscode.ProcessExecution(process.execPath, ['-e', program], { env: { ELECTRON_RUN_AS_NODE: '1' }, cwd: workspaceFolder().fsPath });
      await vscode.tasks.executeTask(new vscode.Task({ type: 'process' }, folder, 'ask', 'test', run, ['$claude-api-429']));
      const found = await until(() => outputs.list()[0]?.text ?? '', (all) => all.includes('429') && all.includes('529'));
      assert.doesNotMatch(found, /404|5290/);
      assert.deepEqual([outputs.list()[0]?.from, readEvidence(found).timeline.map(({ status }) => status).sort()], ['the problems of a task', [429, 529]]);
    } finally {
      watching.dispose();
    }
  });
});

describe('counting the input tokens of a request', () => {
  const request = JSON.stringify({ model: 'claude-sonnet-5', max_tokens: 10, temperature: 1, messages: [{ role: 'user', content: 'a few words to count '.repeat(8000) }] });
  const counted = async () => {
    const response = await fetch(`${process.env.ANTHROPIC_BASE_URL}/__emulator/requests`);
    return ((await response.json()) as { requests: { path: string }[] }).requests.filter(({ path }) => path === '/v1/messages/count_tokens').length;
  };

  it('sends nothing before the user has agreed', async () => {
    const before = await counted();
    await vscode.env.clipboard.writeText(request);
    let detail = '';
    const no = (_: string, options: vscode.MessageOptions) => ((detail = options.detail ?? ''), Promise.resolve(undefined));
    await answering({ showInformationMessage: no }, () => vscode.commands.executeCommand('headroom.countTokens'));
    assert.match(detail, /to be counted and not answered/);
    assert.equal(await counted(), before);
  });

  it('turns "input tokens per minute" into "can never fit" where the request is larger than the limit', async () => {
    await diagnose('headroom.diagnose', { text: error('input tokens') });
    await vscode.env.clipboard.writeText(request);
    let tokens: number | undefined;
    await answering({ showInformationMessage: () => Promise.resolve('Count') }, async () => (tokens = await vscode.commands.executeCommand('headroom.countTokens')));
    assert.ok(tokens !== undefined && tokens > 30_000, String(tokens));
    await vscode.commands.executeCommand('headroom.copyReport');
    assert.match(await until(() => vscode.env.clipboard.readText(), (text) => text.includes('# Diagnosis')), /^# Diagnosis: This request can never fit/);
  });

  it('says what is wrong with what is no request', async () => {
    await vscode.env.clipboard.writeText('{"model": "x"}');
    let said = '';
    await answering({ showErrorMessage: (text: string) => ((said = text), Promise.resolve(undefined)) }, () => vscode.commands.executeCommand('headroom.countTokens'));
    assert.match(said, /has no "messages"/);
  });
});

describe('rehearsing a 429', () => {
  afterEach(closeAll);
  const program = `const [url, key] = [process.env.ANTHROPIC_BASE_URL, process.env.ANTHROPIC_API_KEY];
const send = () => fetch(url + '/v1/messages', { method: 'POST', headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01', 'content-type': 'application/json' }, body: JSON.stringify({ model: 'claude-haiku-5-5', max_tokens: 5, messages: [{ role: 'user', content: 'Hi' }] }) });
const again = async () => { const answer = await send(); if (answer.status !== 429 || process.argv[1] === 'once') return answer.status; await new Promise((done) => setTimeout(done, 1000 * Number(answer.headers.get('retry-after')))); return again(); };
again().then(console.log);`;
  const run = (url: string, how: string) => promisify(execFile)(process.execPath, ['-e', program, how], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: 'rehearsal' } });
  const stop = () => vscode.commands.executeCommand<{ verdict: string; requests: number }>('headroom.stopRehearsal');

  it('fails a program that gives up, and passes it once it waits as told', async () => {
    for (const [how, verdict] of [['once', 'fails'], ['again', 'passes']] as const) {
      const url = await vscode.commands.executeCommand<string>('headroom.rehearse', { scenario: 'requests-per-minute', retryAfterSeconds: 1 });
      assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
      await run(url, how);
      const result = await stop();
      assert.equal(result.verdict, verdict, JSON.stringify(result));
    }
  });

  it('forgets what was seen when something else is rehearsed, and ends with its window’s variables', async () => {
    const url = await vscode.commands.executeCommand<string>('headroom.rehearse', { scenario: 'requests-per-minute', retryAfterSeconds: 1 });
    await run(url, 'once');
    assert.equal(await vscode.commands.executeCommand('headroom.rehearse', { scenario: 'spend-cap' }), url);
    await run(url, 'once');
    const { requests, verdict } = await stop();
    assert.deepEqual([requests, verdict], [1, 'passes']);
    await assert.rejects(fetch(url));
  });

  it('names the scenarios that there are for one that there is not', async () => {
    let said = '';
    await answering({ showErrorMessage: (text: string) => ((said = text), Promise.resolve(undefined)) }, () => vscode.commands.executeCommand('headroom.rehearse', { scenario: 'nothing' }));
    assert.match(said, /overloaded/);
  });

  it('writes a regression test for the call at the cursor, beside it and unsaved', async () => {
    const document = await openFile('regression.ts', "import Anthropic from '@anthropic-ai/sdk';\nconst claude = new Anthropic({ maxRetries: 0 });\nexport async function ask() {\n  return claude.messages.create({ model: 'claude-haiku-5-5', max_tokens: 9, messages: [] });\n}\n");
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(3, 20, 3, 20);
    const text = await until(() => vscode.commands.executeCommand<string | undefined>('headroom.generateRegressionTest', { refusal: 'rate-limit' }), (found) => found !== undefined);
    assert.match(text ?? '', /const \{ ask \} = await import\('\.\/regression/);
    assert.equal(vscode.window.activeTextEditor?.document.isUntitled, true);
    assert.equal(vscode.window.activeTextEditor.document.getText(), text);
  });
});
