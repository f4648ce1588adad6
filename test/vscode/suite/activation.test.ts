import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { openFile } from './support/files';

const id = 'headroom.headroom-for-claude';

describe('activation', () => {
  it('starts with the first TypeScript file', async () => {
    await openFile('activation.ts', 'export {};\n');
    await vscode.extensions.getExtension(id)?.activate();
    assert.equal(vscode.extensions.getExtension(id)?.isActive, true);
  });

  it('registers every command that the palette shows', async () => {
    const root = vscode.extensions.getExtension(id)!.extensionPath;
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { contributes: { commands: { command: string }[] } };
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(manifest.contributes.commands.map(({ command }) => command).filter((command) => !known.has(command)), []);
  });
});
