import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { startEmulator, type Emulator } from '../../../src/emulator/server';
import { systemClock } from '../../../src/io/clock';
import { historyStore, type HistoryStore } from '../../../src/io/historyStore';
import { testKey } from '../../support/testKey';
import { createDetailsView, detailsViewType, type DetailsView } from '../../../src/vscode/details';
import { clearHistory } from '../../../src/vscode/commands/clearHistory';
import { exportHistory } from '../../../src/vscode/commands/exportHistory';
import { startMeter, type Meter } from '../../../src/vscode/meter';
import { answering } from './support/answering';
import { newUser } from '../../support/newUser';
import { closeAll, openFile } from './support/files';
import { until } from './support/until';

/** The extension as VS Code has installed it: its folder has the page's script. */
function extensionUri(): vscode.Uri {
  const found = vscode.extensions.all.find(({ id }) => id === 'headroom.headroom-for-claude');
  assert.ok(found);
  return found.extensionUri;
}

function isOpen(): boolean {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(detailsViewType));
}

describe('the details view', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'headroom-details-'));
  let emulator: Emulator;
  let history: HistoryStore;
  let meter: Meter;
  let details: DetailsView;

  /** What a window starts: the user's keys and consent are new, the folder that windows share is not. */
  function start(): void {
    history = historyStore({ folder, clock: systemClock, log: (line) => assert.fail(line) });
    meter = startMeter(newUser(), { calls: () => Promise.resolve([]), environment: { ANTHROPIC_BASE_URL: emulator.url, ANTHROPIC_API_KEY: testKey('environment') }, onReading: (reading) => history.add(reading), sharedFolder: folder });
    details = createDetailsView({ extensionUri: extensionUri() }, { meter, history });
  }

  async function stop(): Promise<void> {
    details.dispose();
    meter.dispose();
    history.dispose();
    await history.settled();
  }

  before(async () => {
    await openFile('details.ts', 'export {};\n');
    emulator = await startEmulator({ limits: { rpm: 50, itpm: 30_000, otpm: 8_000 } });
    start();
  });
  after(async () => {
    await stop();
    await closeAll();
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('opens with the extension’s command', async () => {
    await vscode.commands.executeCommand('headroom.showDetails');
    await until(isOpen, (open) => open);
    await closeAll();
    await until(isOpen, (open) => !open);
  });

  it('shows a ping as it comes, and what the user’s own traffic was told', async () => {
    details.show();
    await until(() => details.shown(), (shown) => shown?.classes.length === 0 && shown.offers.join() === 'allow,observe');
    await meter.allowPings();
    await meter.ping();
    const shown = await until(() => details.shown(), (now) => now?.classes.length === 1);
    const [haiku] = shown?.classes ?? [];
    assert.deepEqual([haiku?.model, haiku?.rows.length, haiku?.chart.readings.length], ['claude-haiku-5-5', 4, 1]);
    assert.match(haiku?.origin ?? '', /^by a test ping, /);
    meter.observe({ at: Date.now(), model: 'claude-opus-5-5', status: 429, source: 'pass-through', buckets: [], retryAfterSeconds: 9 });
    const both = await until(() => details.shown(), (now) => now?.classes.length === 2);
    assert.deepEqual(both?.classes.map(({ model, chart }) => [model, chart.readings.map(({ limited }) => limited)]), [['claude-haiku-5-5', [false]], ['claude-opus-5-5', [true]]]);
  });

  it('shows what was read before after a restart', async () => {
    await stop();
    start();
    details.show();
    const shown = await until(() => details.shown(), (now) => now?.classes.length === 2);
    assert.deepEqual(shown?.classes.map(({ origin }) => origin), ['no current reading', 'no current reading']);
  });

  it('keeps what another window was told by a ping once, not once for each window', async () => {
    await history.clear();
    const sent = emulator.requests.length;
    const sharedFolder = path.join(folder, 'windows');
    const environment = { ANTHROPIC_BASE_URL: emulator.url, ANTHROPIC_API_KEY: testKey('environment') };
    const windows = [1, 2, 3].map(() => startMeter(newUser(), { calls: () => Promise.resolve([]), environment, onReading: (reading) => history.add(reading), sharedFolder }));
    try {
      await vscode.workspace.getConfiguration('headroom').update('ping.intervalMinutes', 1, vscode.ConfigurationTarget.Global);
      for (const one of windows) await one.allowPings();
      await until(() => windows.map((one) => one.lastReading()?.kind), (kinds) => kinds.every((kind) => kind === 'answered'));
      assert.deepEqual([emulator.requests.length - sent, (await history.read()).length], [1, 1]);
    } finally {
      await vscode.workspace.getConfiguration('headroom').update('ping.intervalMinutes', undefined, vscode.ConfigurationTarget.Global);
      for (const one of windows) one.dispose();
    }
  });

  it('is exported to the file that the user names, and says so where that cannot be written', async () => {
    const file = path.join(folder, 'history.csv');
    await answering({ showSaveDialog: () => Promise.resolve(vscode.Uri.file(file)) }, () => exportHistory(history));
    assert.match(readFileSync(file, 'utf8'), /^time,model,source,status,[\s\S]*\r\n[\d-]+T[\d:.]+Z,claude-haiku-5-5,ping,200,,requests,50,\d+,/);
    let said = '';
    const unwritable = path.join(file, 'below-a-file.csv');
    await answering({ showSaveDialog: () => Promise.resolve(vscode.Uri.file(unwritable)), showErrorMessage: (message: string) => Promise.resolve(void (said = message)) }, () => exportHistory(history));
    assert.ok(said.startsWith(`The history could not be written to ${unwritable}: `), said);
    rmSync(file);
    await answering({ showSaveDialog: () => Promise.resolve(undefined) }, () => exportHistory(history));
  });

  it('is forgotten after a yes, and not after a no', async () => {
    await answering({ showWarningMessage: () => Promise.resolve(undefined) }, () => clearHistory(history, details));
    assert.notEqual((await history.read()).length, 0);
    await answering({ showWarningMessage: () => Promise.resolve('Clear') }, () => clearHistory(history, details));
    assert.deepEqual(await history.read(), []);
  });
});
