import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type LintClient, startClient } from '../../../src/vscode/client';
import { startMeter, type Meter } from '../../../src/vscode/meter';
import { createSimulationView, simulationViewType, type SimulationView } from '../../../src/vscode/simulation';
import { closeAll, openFile } from './support/files';
import { newUser } from '../../support/newUser';
import { unretried } from './support/samples';
import { until } from './support/until';

/** The tabs of the view, by their titles. */
function tabs(): readonly string[] {
  const all = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return all.filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(simulationViewType)).map(({ label }) => label);
}

async function putCursor(line: number): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor);
  editor.selection = new vscode.Selection(line, 4, line, 4);
  await until(() => vscode.window.activeTextEditor?.selection.active.line, (at) => at === line);
}

describe('the simulation of a call', () => {
  let client: LintClient;
  let meter: Meter;
  let view: SimulationView;

  before(() => {
    const extension = vscode.extensions.all.find(({ id }) => id === 'headroom.headroom-for-claude');
    assert.ok(extension);
    // Not disposed of: the client writes to it until its server has ended.
    client = startClient({ extensionPath: extension.extensionPath }, vscode.window.createOutputChannel('Simulated calls', { log: true }));
    meter = startMeter(newUser(), { calls: () => Promise.resolve([]), environment: {} });
    view = createSimulationView({ extensionUri: extension.extensionUri }, { client, meter });
  });
  afterEach(closeAll);
  after(async () => {
    view.dispose();
    meter.dispose();
    await client.dispose();
  });

  async function shown() {
    const message = await until(() => view.shown(), (now) => now !== undefined);
    assert.equal(message?.type, 'call');
    return message;
  }

  it('opens with the command for the call at the cursor, named by its place', async () => {
    await openFile('simulated.ts', unretried);
    await putCursor(5);
    await vscode.commands.executeCommand('headroom.simulateCall');
    await until(tabs, (titles) => titles.join() === 'Simulate simulated.ts:6');
  });

  it('does not open without a call', async () => {
    await openFile('none.ts', 'export {};\n');
    await vscode.commands.executeCommand('headroom.simulateCall');
    assert.deepEqual(tabs(), []);
    assert.equal(await view.show({ uri: vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'none.ts').toString(), line: 0, character: 0 }), false);
  });

  it('shows the call with its fixes, and limits as they were last read where they were', async () => {
    const { uri } = await openFile('simulated.ts', unretried);
    const place = { uri: uri.toString(), line: 5, character: 12 };
    assert.equal(await view.show(place), true);
    const first = await shown();
    assert.deepEqual([first.call.name, first.call.api, first.call.model, first.starting.origin], ['simulated.ts:6', 'messages.create', 'claude-sonnet-5', 'tier']);
    assert.ok(first.call.fixes.length > 0);
    meter.observe({ at: Date.now(), model: 'claude-sonnet-5', status: 200, source: 'recorder', buckets: [{ id: 'requests', limit: 50, remaining: 40 }, { id: 'input-tokens', limit: 30_000, remaining: 20_000 }, { id: 'output-tokens', limit: 8_000, remaining: 8_000 }] });
    assert.equal(await view.show(place), true);
    assert.deepEqual(tabs(), ['Simulate simulated.ts:6']);
    const { starting } = await shown();
    assert.deepEqual([starting.origin, starting.limits], ['read', { rpm: 50, itpm: 30_000, otpm: 8_000 }]);
    assert.match(starting.from, /^Limits of claude-sonnet-5 as last read, /);
  });

  it('counts what is typed and not saved', async () => {
    const { uri } = await openFile('simulated.ts', unretried);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), '\n\n');
    await vscode.workspace.applyEdit(edit);
    assert.equal(await view.show({ uri: uri.toString(), line: 7, character: 0 }), true);
    assert.equal((await shown()).call.name, 'simulated.ts:8');
  });

  it('is shown again by a window that had it open, and by none that kept something else', async () => {
    const { uri } = await openFile('simulated.ts', unretried);
    const panel = () => vscode.window.createWebviewPanel(simulationViewType, 'kept', vscode.ViewColumn.Beside);
    view.restore(panel(), { place: { uri: 7 } });
    await until(tabs, (titles) => titles.length === 0);
    view.restore(panel(), { place: { uri: uri.toString(), line: 5, character: 0 } });
    assert.equal((await shown()).call.name, 'simulated.ts:6');
    await until(tabs, (titles) => titles.join() === 'Simulate simulated.ts:6');
  });
});
