import assert from 'node:assert/strict';
import { existsSync, symlinkSync, unlinkSync } from 'node:fs';
import * as vscode from 'vscode';
import { diagnose } from '../../../src/diagnose/diagnose';
import type { DiagnosisMessage } from '../../../src/diagnose/diagnosisMessage';
import { readEvidence } from '../../../src/diagnose/readEvidence';
import { type LintClient, startClient } from '../../../src/vscode/client';
import { diagnosisViewType } from '../../../src/vscode/diagnosisView';
import { openReportView, type ReportView } from '../../../src/vscode/report';
import { answering } from './support/answering';
import { closeAll, openFile, workspaceFolder } from './support/files';
import { unretried } from './support/samples';
import { until } from './support/until';

/** No call of another test's file is of this model class. */
const model = 'claude-opus-4-1';
const error = `RateLimitError: 429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization's rate limit of 30,000 input tokens per minute (org: 11111111-2222-3333-4444-555555555555, model: ${model})."},"request_id":"req_011CTestTestTest"}
x-api-key: sk-ant-api03-verysecretverysecret`;
const calling = unretried.replace('claude-sonnet-5', model);

function tabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(diagnosisViewType));
}

describe('the view of a diagnosis', () => {
  let client: LintClient;
  let view: ReportView;

  before(() => {
    const extension = vscode.extensions.all.find(({ id }) => id === 'headroom.headroom-for-claude');
    assert.ok(extension);
    // It stays open: the server tells of its end when the client is gone already.
    client = startClient({ extensionPath: extension.extensionPath }, vscode.window.createOutputChannel('Diagnosed errors', { log: true }));
    view = openReportView({ extensionUri: extension.extensionUri }, client);
  });
  afterEach(closeAll);
  after(async () => {
    view.dispose();
    await client.dispose();
  });

  const shown = async (wanted: (message: DiagnosisMessage) => boolean = () => true) => {
    const message = await until(() => view.shown(), (now) => now !== undefined && wanted(now));
    assert.ok(message);
    return message;
  };
  const outcomes = ({ shown: { diagnosis } }: DiagnosisMessage) => diagnosis.calls.map(({ call, outcome }) => `${call.file}:${call.line} ${outcome}`);

  /** Shows the diagnosis of the error for a file with one call. */
  async function diagnosed(name: string): Promise<vscode.TextDocument> {
    const document = await openFile(name, calling);
    const calls = await until(() => client.calls(), (found) => found.some(({ file }) => file === name));
    await view.show(diagnose(readEvidence(error), calls.filter(({ file }) => file === name)), 'the clipboard');
    return document;
  }

  it('is told the diagnosis without keys and organizations, and what can be done with one click', async () => {
    await diagnosed('told.ts');
    const message = await shown();
    assert.deepEqual([message.shown.diagnosis.top, message.shown.from, outcomes(message)], ['input-tokens-per-minute', 'the clipboard', ['told.ts:6 fails']]);
    assert.doesNotMatch(JSON.stringify(message), /verysecret|11111111-2222/);
    assert.match(JSON.stringify(message), /req_011CTestTestTest/);
    for (const action of ['ping', 'pass-through', 'record', 'configured-limits', 'rehearse', 'simulate'] as const) assert.ok(message.actions.includes(action), action);
    assert.equal(tabs().length, 1);
  });

  it('does not offer to rehearse what cannot be rehearsed', async () => {
    await view.show(diagnose(readEvidence('it does not work'), []), undefined);
    assert.ok(!(await shown(({ shown: { diagnosis } }) => diagnosis.top === 'cannot-tell')).actions.includes('rehearse'));
  });

  it('opens a call where it stands', async () => {
    await diagnosed('opened.ts');
    await closeEditorsButTheView();
    await view.receive({ type: 'open', call: 0 });
    await until(() => vscode.window.activeTextEditor, (editor) => editor?.document.fileName.endsWith('opened.ts') === true && editor.selection.active.line === 5);
    await view.receive({ type: 'open', call: 7 });
    assert.equal(tabs().length, 1);
  });

  it('fixes a call, judges it anew and says so; the fix can be undone', async () => {
    const document = await diagnosed('repaired.ts');
    await view.receive({ type: 'fix', call: 0, choose: 'preferred' });
    assert.match(document.getText(), /maxRetries: [1-9]/);
    const message = await shown(({ changed }) => changed !== undefined);
    assert.ok(outcomes(message).includes('repaired.ts:6 survives'), outcomes(message).join());
    assert.match(message.changed ?? '', /^“Let the SDK retry .*” was applied\. /);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), calling);
  });

  it('lets the user choose among the fixes of Headroom, and changes nothing where none is chosen', async () => {
    const document = await diagnosed('chosen.ts');
    let titles: readonly string[] = [];
    const showQuickPick = (items: readonly vscode.QuickPickItem[]) => {
      titles = items.map(({ label }) => label);
      return Promise.resolve(undefined);
    };
    await answering({ showQuickPick }, () => view.receive({ type: 'fix', call: 0 }));
    assert.match(titles[0] ?? '', /^Let the SDK retry/);
    assert.ok(titles.some((title) => title.includes('backoff')), titles.join());
    assert.equal(document.getText(), calling);
    assert.equal(view.shown()?.changed, undefined);
    const second = (items: readonly vscode.QuickPickItem[]) => Promise.resolve(items.find(({ label }) => label.includes('backoff')));
    await answering({ showQuickPick: second }, () => view.receive({ type: 'fix', call: 0 }));
    await shown(({ changed }) => changed?.includes('backoff') === true);
    assert.match(document.getText(), /retry-after/i);
  });

  it('says so where a call is gone', async () => {
    const document = await diagnosed('gone.ts');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), 'export {};\n');
    await vscode.workspace.applyEdit(edit);
    const said: string[] = [];
    await answering({ showWarningMessage: (text: string) => Promise.resolve(void said.push(text)) }, () => view.receive({ type: 'fix', call: 0, choose: 'preferred' }));
    assert.match(said.join(), /^gone\.ts could not be opened at line 6/);
  });

  it('is shown again by a window that had it open, and by none that kept something else', async () => {
    await diagnosed('kept.ts');
    const state = JSON.parse(JSON.stringify((await shown()).shown)) as unknown;
    const extension = vscode.extensions.all.find(({ id }) => id === 'headroom.headroom-for-claude');
    assert.ok(extension);
    const next = openReportView({ extensionUri: extension.extensionUri }, client);
    try {
      const panel = () => vscode.window.createWebviewPanel(diagnosisViewType, 'kept', vscode.ViewColumn.Beside);
      const before = tabs().length;
      next.restore(panel(), { diagnosis: { version: 7 } });
      await until(tabs, (open) => open.length === before);
      assert.equal(next.lastAsMarkdown(), undefined);
      next.restore(panel(), state);
      const again = await until(() => next.shown(), (message) => message !== undefined);
      assert.deepEqual(again?.shown, state);
      assert.match(next.lastAsMarkdown() ?? '', /^# Diagnosis: Input tokens per minute/);
    } finally {
      next.dispose();
    }
  });
});

describe('Save Diagnosis', () => {
  const save = async (uri: vscode.Uri) => vscode.commands.executeCommand('headroom.saveReport', { uri });
  const read = async (uri: vscode.Uri) => new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  afterEach(closeAll);

  it('writes Markdown, or JSON where the name ends so, without keys and organizations', async () => {
    await vscode.commands.executeCommand('headroom.diagnose', { text: error });
    const [markdown, json] = ['saved.md', 'saved.json'].map((name) => vscode.Uri.joinPath(workspaceFolder(), name));
    assert.ok(markdown && json);
    assert.deepEqual([await save(markdown), await save(json)], [true, true]);
    const texts = [await read(markdown), await read(json)];
    assert.match(texts[0] ?? '', /^# Diagnosis: Input tokens per minute\n/);
    assert.equal((JSON.parse(texts[1] ?? '') as { readonly top: string }).top, 'input-tokens-per-minute');
    for (const text of texts) assert.doesNotMatch(text, /verysecret|11111111-2222/);
  });

  it('says where it could not be written, and keeps the diagnosis', async () => {
    await vscode.commands.executeCommand('headroom.diagnose', { text: error });
    const file = vscode.Uri.joinPath(workspaceFolder(), 'file.md');
    await vscode.workspace.fs.writeFile(file, new Uint8Array());
    const said: string[] = [];
    await answering({ showErrorMessage: (text: string) => Promise.resolve(void said.push(text)) }, async () => assert.equal(await save(vscode.Uri.joinPath(file, 'below.md')), false));
    assert.match(said.join(), /^The diagnosis could not be written to .*below\.md: /);
    assert.equal(await save(file), true);
    assert.match(await read(file), /^# Diagnosis/);
  });

  it('says that the disk is full, and keeps the diagnosis for another place', async function () {
    // The device of Linux on which every write fails so.
    if (!existsSync('/dev/full')) this.skip();
    await vscode.commands.executeCommand('headroom.diagnose', { text: error });
    const full = vscode.Uri.joinPath(workspaceFolder(), 'full.md');
    symlinkSync('/dev/full', full.fsPath);
    const said: string[] = [];
    const dialogs = { showErrorMessage: (text: string) => Promise.resolve(void said.push(text)) };
    await answering(dialogs, async () => assert.equal(await save(full), false));
    unlinkSync(full.fsPath);
    assert.match(said.join(), /^The diagnosis could not be written to .*full\.md: .*(?:ENOSPC|no space left)/i);
    const other = vscode.Uri.joinPath(workspaceFolder(), 'other.md');
    assert.equal(await save(other), true);
    assert.match(await read(other), /^# Diagnosis/);
  });

  it('suggests a place in the workspace', async () => {
    await vscode.commands.executeCommand('headroom.diagnose', { text: error });
    const asked: (vscode.SaveDialogOptions | undefined)[] = [];
    await answering({ showSaveDialog: (options?: vscode.SaveDialogOptions) => Promise.resolve(void asked.push(options)) }, () => vscode.commands.executeCommand('headroom.saveReport'));
    assert.equal(asked[0]?.defaultUri?.toString(), vscode.Uri.joinPath(workspaceFolder(), 'diagnosis-of-a-429.md').toString());
  });
});

/** Leaves only the view, from which the user acts. */
async function closeEditorsButTheView(): Promise<void> {
  const others = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ input }) => input instanceof vscode.TabInputText);
  await vscode.window.tabGroups.close(others);
}
