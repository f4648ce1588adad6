import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { testKey } from '../../support/testKey';
import { answering } from './support/answering';
import { openFile } from './support/files';
import { until } from './support/until';

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
    assert.match(asked, /^Allow test pings to the Claude API\? A test ping is one request to claude-[\w-]+(?:, and in turn to [\w -]+, which this workspace calls, too,)? with about 10 input tokens and 1 output token/);
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
      ['Check Headroom Now', 'Show Headroom Details', 'Observe Traffic', 'Record Rate Limits of This Client', 'Show Configured Limits', 'Diagnose 429...', 'Rehearse a 429...', 'Choose Model...', 'Set API Key...', 'Choose API Key...', 'Allow Test Pings...', 'Settings'],
    );
  });

  it('choose the model of pings: of the calls, of the known ones, or one that is typed', async () => {
    const setting = () => vscode.workspace.getConfiguration('headroom').inspect('ping.model')?.globalValue;
    const call = (model: string) => `import Anthropic from '@anthropic-ai/sdk';\nconst claude = new Anthropic();\nexport const ask = () => claude.messages.create({ model: '${model}', max_tokens: 9, messages: [] });\n`;
    await openFile('opus.ts', call('claude-opus-5-5'));
    let items: readonly vscode.QuickPickItem[] = [];
    const pick = (wanted: RegExp | undefined) => (given: readonly vscode.QuickPickItem[]) => {
      items = given;
      return Promise.resolve(given.find(({ label }) => wanted?.test(label)));
    };
    const choose = (wanted: RegExp | undefined, typed?: string) => answering({ showQuickPick: pick(wanted), showInputBox: () => Promise.resolve(typed) }, () => vscode.commands.executeCommand('headroom.chooseModel'));
    try {
      await until(async () => {
        await choose(undefined);
        return items;
      }, (all) => all.some(({ label, description }) => label === 'claude-opus-5-5' && /^\d+ calls?$/.test(description ?? '')));
      assert.match(items[0]?.label ?? '', /^\$\(check\) Automatic/);
      assert.equal(new Set(items.map(({ label }) => label)).size, items.length);
      await choose(/^claude-opus-5-5$/);
      assert.equal(setting(), 'claude-opus-5-5');
      await choose(/Another model/, ' claude-next-1 ');
      assert.equal(setting(), 'claude-next-1');
      await choose(undefined);
      assert.ok(items.some(({ label }) => label === '$(check) claude-next-1'));
      await choose(/Automatic/);
      assert.equal(setting(), undefined);
    } finally {
      await vscode.workspace.getConfiguration('headroom').update('ping.model', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('pause and resume pings at an interval, and offer in the menu what fits', async () => {
    const inMenu = async () => {
      const labels: string[] = [];
      const look = (items: readonly vscode.QuickPickItem[]) => {
        labels.push(...items.map(({ label }) => label));
        return Promise.resolve(undefined);
      };
      await answering({ showQuickPick: look }, () => vscode.commands.executeCommand('headroom.showMenu'));
      return labels.filter((label) => /Pause|Resume/.test(label));
    };
    const interval = (minutes: number | undefined) => vscode.workspace.getConfiguration('headroom').update('ping.intervalMinutes', minutes, vscode.ConfigurationTarget.Global);
    try {
      await answering({ showInformationMessage: () => Promise.resolve('Allow') }, () => vscode.commands.executeCommand('headroom.allowPings'));
      assert.deepEqual(await inMenu(), []);
      await interval(1440);
      assert.deepEqual(await inMenu(), ['$(debug-pause) Pause Test Pings']);
      await vscode.commands.executeCommand('headroom.pausePings');
      assert.deepEqual(await inMenu(), ['$(debug-continue) Resume Test Pings']);
      await vscode.commands.executeCommand('headroom.resumePings');
      assert.deepEqual(await inMenu(), ['$(debug-pause) Pause Test Pings']);
    } finally {
      await interval(undefined);
      await vscode.commands.executeCommand('headroom.stopPings');
    }
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

  it('keep several keys by name: add, choose, rename and remove', async () => {
    const shown = (items: readonly (vscode.QuickPickItem | string)[]) => items.map((item) => (typeof item === 'string' ? item : `${item.label.replace(/^\$\([\w-]+\) /, '')}${item.description === undefined ? '' : `: ${item.description}`}`)).filter((text) => text !== '');
    const seen: string[][] = [];
    /** Picks what begins so, one pick after the other, and types these texts. */
    const act = async (command: string, picks: readonly string[], texts: readonly string[]) => {
      const [left, typed] = [[...picks], [...texts]];
      const pick = (items: readonly (vscode.QuickPickItem | string)[]) => {
        seen.push([...shown(items)]);
        const wanted = left.shift();
        return Promise.resolve(wanted === undefined ? undefined : items[items.findIndex((item) => (typeof item === 'string' ? item : item.label.replace(/^\$\([\w-]+\) /, '')).startsWith(wanted))]);
      };
      await answering({ showQuickPick: pick, showInputBox: () => Promise.resolve(typed.shift()), showInformationMessage: () => Promise.resolve(undefined) }, () => vscode.commands.executeCommand(command));
      assert.deepEqual([left, typed], [[], []]);
    };
    const list = async () => {
      await act('headroom.chooseApiKey', [], []);
      return seen.at(-1);
    };
    const acts = ['Add Key...', 'Rename Key...', 'Remove Key...'];
    assert.deepEqual(await list(), ['ANTHROPIC_API_KEY: in use, from the environment', 'Add Key...']);
    await act('headroom.setApiKey', [], [` ${testKey('first')}\n`]);
    await act('headroom.setApiKey', ['Add another key'], [' work ', testKey('second')]);
    assert.deepEqual(await list(), ['default: from the key store', 'work: in use, from the key store', 'ANTHROPIC_API_KEY: from the environment', ...acts]);
    await act('headroom.chooseApiKey', ['default'], []);
    await act('headroom.chooseApiKey', ['Rename Key', 'default'], ['private']);
    assert.deepEqual(await list(), ['private: in use, from the key store', 'work: from the key store', 'ANTHROPIC_API_KEY: from the environment', ...acts]);
    await act('headroom.chooseApiKey', ['Remove Key', 'private'], []);
    assert.deepEqual(await list(), ['work: in use, from the key store', 'ANTHROPIC_API_KEY: from the environment', ...acts]);
    await act('headroom.clearApiKey', [], []);
    assert.deepEqual(await list(), ['ANTHROPIC_API_KEY: in use, from the environment', 'Add Key...']);
    assert.doesNotMatch(JSON.stringify(seen), /sk-ant/);
  });
});
