import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, openFile } from './support/files';
import { expectFindings } from './support/findings';
import { unretried } from './support/samples';
import { until } from './support/until';

/** What the official SDK throws when the input tokens of a minute are used up. */
const error = `RateLimitError: 429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization's rate limit of 30,000 input tokens per minute (org: 11111111-2222-3333-4444-555555555555, model: claude-sonnet-5)."},"request_id":"req_011CTestTestTest"}
headers: retry-after: 12, x-api-key: sk-ant-api03-verysecretverysecret`;

describe('Diagnose 429', () => {
  afterEach(closeAll);

  it('names the cause of an error that is handed to it, and opens its report', async () => {
    assert.equal(await diagnose({ text: error }), 'input-tokens-per-minute');
    await until(() => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)), (labels) => labels.some((label) => /diagnosis/i.test(label)));
  });

  it('reads the selection', async () => {
    const document = await openFile('app.log', `starting\n${error}\n`);
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(document.positionAt(0), document.positionAt(document.getText().length));
    assert.equal(await diagnose(undefined), 'input-tokens-per-minute');
  });

  it('reads the clipboard when nothing is selected', async () => {
    await openFile('empty.txt', 'nothing here\n');
    await vscode.env.clipboard.writeText(error);
    assert.equal(await diagnose(undefined), 'input-tokens-per-minute');
  });

  it('copies a report that holds no key and no organization', async () => {
    await diagnose({ text: error });
    await vscode.commands.executeCommand('headroom.copyReport');
    const report = await until(() => vscode.env.clipboard.readText(), (text) => text.includes('# Diagnosis'));
    assert.doesNotMatch(report, /verysecret|11111111-2222/);
  });

  it('lists the calls of the workspace that the error concerns', async () => {
    await expectFindings(await openFile('caller.ts', unretried), ['unretried-call@6']);
    await diagnose({ text: error });
    await vscode.commands.executeCommand('headroom.copyReport');
    const report = await until(() => vscode.env.clipboard.readText(), (text) => text.includes('caller.ts'));
    assert.match(report, /Fails:.*caller\.ts:6/);
  });

  it('says that it cannot tell where it cannot', async () => {
    assert.equal(await diagnose({ text: 'it does not work' }), 'cannot-tell');
  });
});

async function diagnose(argument: unknown): Promise<unknown> {
  return vscode.commands.executeCommand('headroom.diagnose', argument);
}
