import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answering } from './support/answering';
import { openFile } from './support/files';

/** How the emulator that this VS Code was started with counts. */
async function requests(): Promise<number> {
  const response = await fetch(`${process.env.ANTHROPIC_BASE_URL}/__emulator/requests`);
  return ((await response.json()) as { requests: unknown[] }).requests.length;
}

describe('the commands of the headroom meter', () => {
  before(() => openFile('commands.ts', 'export {};\n'));

  it('ask with the price first, and send nothing after a no', async () => {
    const before = await requests();
    let asked = '';
    const no = (message: string, { detail }: vscode.MessageOptions) => {
      asked = `${message} ${detail ?? ''}`;
      return Promise.resolve(undefined);
    };
    await answering({ showInformationMessage: no }, () => vscode.commands.executeCommand('headroom.ping'));
    assert.match(asked, /^Allow test pings to the Claude API\? A test ping is one request to claude-[\w-]+ with about 10 input tokens and 1 output token/);
    assert.equal(await requests(), before);
  });

  it('send one ping after a yes, one for each check, and none after a stop', async () => {
    const before = await requests();
    await answering({ showInformationMessage: () => Promise.resolve('Allow') }, () => vscode.commands.executeCommand('headroom.allowPings'));
    assert.equal(await requests(), before + 1);
    await vscode.commands.executeCommand('headroom.ping');
    assert.equal(await requests(), before + 2);
    await vscode.commands.executeCommand('headroom.stopPings');
    await answering({ showInformationMessage: () => Promise.resolve(undefined) }, () => vscode.commands.executeCommand('headroom.ping'));
    assert.equal(await requests(), before + 2);
  });

  it('offer in the menu what fits the consent', async () => {
    const labels: string[] = [];
    const look = (items: readonly vscode.QuickPickItem[]) => {
      labels.push(...items.map(({ label }) => label));
      return Promise.resolve(undefined);
    };
    await answering({ showQuickPick: look }, () => vscode.commands.executeCommand('headroom.showMenu'));
    assert.deepEqual(
      labels.map((label) => label.replace(/^\$\([\w-]+\) /, '')),
      ['Check Headroom Now', 'Show Headroom Details', 'Observe Traffic', 'Record Rate Limits of This Client', 'Show Configured Limits', 'Diagnose 429...', 'Set API Key...', 'Clear API Key', 'Allow Test Pings...', 'Settings'],
    );
  });

  it('refuse an empty key and an admin key, and hide what is typed', async () => {
    let options: vscode.InputBoxOptions | undefined;
    const look = (given: vscode.InputBoxOptions) => {
      options = given;
      return Promise.resolve(undefined);
    };
    await answering({ showInputBox: look }, () => vscode.commands.executeCommand('headroom.setApiKey'));
    assert.equal(options?.password, true);
    assert.deepEqual([' ', 'sk-ant-admin01-x', 'sk-ant-api03-x'].map((key) => options?.validateInput?.(key)), [
      'Paste an API key of the Claude Console.',
      'This is an admin key, which cannot send messages. Paste an API key.',
      undefined,
    ]);
  });
});
