import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, openFile } from './support/files';
import { expectFindings } from './support/findings';
import { unretried } from './support/samples';
import { until } from './support/until';

describe('hover', () => {
  afterEach(closeAll);

  it('tells what protects a Claude call, in at most three lines', async () => {
    const document = await openFile('hover.ts', unretried);
    await expectFindings(document, ['unretried-call@6']);
    const onCall = document.positionAt(document.getText().indexOf('messages.create') + 3);
    const [text] = await until(() => hovers(document, onCall), (texts) => texts.some(isOurs));
    assert.ok(text!.trim().split('\n').filter((line) => line.trim() !== '').length <= 3, text);
  });

  it('says nothing elsewhere', async () => {
    const document = await openFile('hover-elsewhere.ts', unretried);
    await expectFindings(document, ['unretried-call@6']);
    const onCall = document.positionAt(document.getText().indexOf('messages.create') + 3);
    await until(() => hovers(document, onCall), (texts) => texts.length > 0);
    assert.deepEqual(await hovers(document, document.positionAt(document.getText().indexOf('question'))), []);
  });
});

/** The texts of Headroom's hovers; the TypeScript extension shows its own in code blocks. */
async function hovers(document: vscode.TextDocument, position: vscode.Position): Promise<readonly string[]> {
  const found = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
  const texts = found.flatMap(({ contents }) => contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : '')));
  return texts.filter(isOurs);
}

function isOurs(text: string): boolean {
  return /429|Claude/.test(text) && !text.includes('```typescript');
}
