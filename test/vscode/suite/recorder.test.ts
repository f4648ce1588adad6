import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { startEmulator } from '../../../src/emulator/server';
import { testKey } from '../../support/testKey';
import { startMeter } from '../../../src/vscode/meter';
import { createObserver } from '../../../src/vscode/observer';
import { startRecorder } from '../../../src/vscode/recorder';
import { terminalVariables } from '../../../src/vscode/terminalVariables';
import { answering } from './support/answering';
import { closeAll, openFile, workspaceFolder } from './support/files';
import { retried } from './support/samples';
import { until } from './support/until';
import { newVariables } from './support/variables';

const headers = (remaining: number) => ({ 'anthropic-ratelimit-requests-limit': '50', 'anthropic-ratelimit-requests-remaining': String(remaining) });
const note = (remaining: number, status = 200) => `${JSON.stringify({ at: Date.now(), status, model: 'claude-sonnet-5', headers: headers(remaining) })}\n`;

describe('the recorder of limits', () => {
  let base: string;
  beforeEach(() => (base = mkdtempSync(path.join(os.tmpdir(), 'headroom-recorder-'))));
  afterEach(() => rmSync(base, { recursive: true }));

  it('shows what a program noted, with no ping allowed and none sent', async () => {
    const emulator = await startEmulator();
    const secrets = { get: () => Promise.resolve(undefined), onDidChange: () => new vscode.Disposable(() => undefined) } as unknown as vscode.SecretStorage;
    const globalState = { get: () => undefined } as unknown as vscode.ExtensionContext['globalState'];
    const meter = startMeter({ secrets, globalState }, { calls: () => Promise.resolve([]), environment: { ANTHROPIC_BASE_URL: emulator.url, ANTHROPIC_API_KEY: testKey('environment') } });
    const { values, collection } = newVariables();
    const recorder = startRecorder({ storageUri: vscode.Uri.file(path.join(base, 'of the workspace')), globalStorageUri: vscode.Uri.file(base) }, { variables: terminalVariables({ environmentVariableCollection: collection }), onReading: (reading) => meter.observe(reading) });
    try {
      const file = await recorder.file;
      assert.equal(file, path.join(base, 'of the workspace', 'limits.jsonl'));
      assert.equal(values.get('HEADROOM_LIMITS_FILE'), file);
      assert.equal(meter.status().text, '$(circle-slash) Claude: pings off');
      appendFileSync(file, `no line of ours\n${note(25)}`);
      await until(() => meter.status().text, (text) => /^\$\(dashboard\) Claude ~?5\d % · RPM$/.test(text));
      assert.match(meter.status().tooltip, /off your own traffic, by the recorder in your program/);
      appendFileSync(file, note(0, 429));
      await until(() => meter.status().text, (text) => text.includes('Claude: 429 · RPM'));
      assert.equal(emulator.requests.length, 0);
    } finally {
      recorder.dispose();
      meter.dispose();
      await emulator.close();
    }
  });

  it('shares the variables of terminals with the pass-through, which takes only its own away', async () => {
    const { values, collection } = newVariables();
    const variables = terminalVariables({ environmentVariableCollection: collection });
    const observer = createObserver({ variables, onReading: () => undefined, environment: {} });
    await observer.start();
    const recorder = startRecorder({ storageUri: undefined, globalStorageUri: vscode.Uri.file(base) }, { variables, onReading: () => undefined });
    const file = path.join(base, 'limits.jsonl');
    assert.equal(await recorder.file, file);
    assert.deepEqual([...values.keys()].sort(), ['ANTHROPIC_BASE_URL', 'HEADROOM_LIMITS_FILE']);
    assert.equal(collection.persistent, false);
    assert.match(JSON.stringify(collection.description), /through Headroom.* Names the file/);
    await observer.stop();
    assert.deepEqual([...values], [['HEADROOM_LIMITS_FILE', file]]);
    assert.equal(collection.persistent, true);
    recorder.dispose();
  });

  it('sets no variable where its storage cannot be used, and says so', async () => {
    writeFileSync(path.join(base, 'file'), '');
    const { values, collection } = newVariables();
    const log: string[] = [];
    const recorder = startRecorder({ storageUri: vscode.Uri.file(path.join(base, 'file', 'storage')), globalStorageUri: vscode.Uri.file(base) }, { variables: terminalVariables({ environmentVariableCollection: collection }), onReading: () => undefined, log: (line) => log.push(line) });
    assert.equal(await recorder.file, undefined);
    assert.equal(values.size, 0);
    assert.match(log.join(), /Recorded limits are not read: ENOTDIR/);
    recorder.dispose();
  });
});

describe('the recorder of limits in the extension as it is', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'headroom-terminal-'));
  after(() => rmSync(folder, { recursive: true }));

  it('leads a program of a new terminal to the status bar, before any ping is allowed', async () => {
    await openFile('terminal.ts', 'export {};\n');
    const noted = path.join(folder, 'file');
    const program = `const fs = require('node:fs'); fs.writeFileSync(${JSON.stringify(noted)}, process.env.HEADROOM_LIMITS_FILE ?? ''); fs.appendFileSync(process.env.HEADROOM_LIMITS_FILE, ${JSON.stringify(note(10))})`;
    const terminal = vscode.window.createTerminal({ shellPath: process.execPath, shellArgs: ['-e', program], env: { ELECTRON_RUN_AS_NODE: '1' } });
    try {
      await until(() => existsSync(noted) && readFileSync(noted, 'utf8').endsWith('limits.jsonl'), (isThere) => isThere, 20_000);
      assert.ok(!readFileSync(noted, 'utf8').startsWith(workspaceFolder().fsPath));
      await until(statusNow, (title) => /\d percent left of requests per minute/.test(title));
    } finally {
      terminal.dispose();
    }
  });

  it('asks before it pings, though there is a reading', async () => {
    let asked = '';
    const no = (message: string) => {
      asked = message;
      return Promise.resolve(undefined);
    };
    await answering({ showInformationMessage: no }, () => vscode.commands.executeCommand('headroom.ping'));
    assert.equal(asked, 'Allow test pings to the Claude API?');
  });

  /** What a screen reader says of the item, which the menu has as its title. */
  async function statusNow(): Promise<string> {
    let title = '';
    const look = (_items: unknown, options: vscode.QuickPickOptions) => {
      title = options.title ?? '';
      return Promise.resolve(undefined);
    };
    await answering({ showQuickPick: look }, () => vscode.commands.executeCommand('headroom.showMenu'));
    return title;
  }
});

describe('"Record Rate Limits of This Client"', () => {
  afterEach(closeAll);

  it('puts the recorder into the client of the open file, as one step', async () => {
    const document = await openFile('recorded.ts', retried);
    await vscode.commands.executeCommand('headroom.recordLimits');
    assert.match(document.getText(), /new Anthropic\(\{ maxRetries: 8, middleware: \[recordLimits\] \}\)/);
    assert.match(document.getText(), /HEADROOM_LIMITS_FILE/);
    const once = document.getText();
    await vscode.commands.executeCommand('headroom.recordLimits');
    assert.equal(document.getText(), once);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), retried);
  });

  it('takes the client at the cursor where there are several, and changes nothing where there is none', async () => {
    const two = `${retried}export const other = new Anthropic();\n`;
    const document = await openFile('two.ts', two);
    const editor = vscode.window.activeTextEditor!;
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand('headroom.recordLimits');
    assert.equal(document.getText(), two);
    const at = document.positionAt(two.lastIndexOf('Anthropic()'));
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('headroom.recordLimits');
    assert.match(document.getText(), /other = new Anthropic\(\{ middleware: \[recordLimits\] \}\)/);
    assert.match(document.getText(), /new Anthropic\(\{ maxRetries: 8 \}\)/);
  });
});
