import { commands, type Disposable, Range, type TextEditor, window, workspace } from 'vscode';
import type { LintClient } from '../client';

/** "Record Rate Limits of This Client": lets the client at the cursor, or the only one of the file, note the limits of its answers. */
export function registerRecordLimits(client: LintClient): Disposable {
  return commands.registerCommand('headroom.recordLimits', () => recordLimits(client));
}

async function recordLimits(client: LintClient): Promise<void> {
  const editor = window.activeTextEditor;
  const found = editor && (await recorders(client, editor));
  const [recorder, ...others] = found ?? [];
  if (!editor || !recorder?.edit || others.length > 0) {
    void window.showInformationMessage(whyNot(editor, others.length + 1));
    return;
  }
  if (await workspace.applyEdit(recorder.edit)) void window.showInformationMessage('Run the program in a new terminal: the status bar then shows its rate limits, and no test ping is needed. Without the variable HEADROOM_LIMITS_FILE, which new terminals here have, it notes nothing.');
}

/** Those at the cursor before all others. */
async function recorders(client: LintClient, { document, selection }: TextEditor) {
  const here = await client.recorders(document, selection);
  return here.length > 0 ? here : client.recorders(document, new Range(0, 0, document.lineCount, 0));
}

function whyNot(editor: TextEditor | undefined, clients: number): string {
  if (clients > 1) return `This file makes ${clients} clients: put the cursor on the one to record.`;
  if (editor?.document.getText().includes('HEADROOM_LIMITS_FILE') === true) return 'This client is recorded already. Run the program in a new terminal, and the status bar shows its rate limits.';
  return 'Open a file that makes a client of the official SDK, such as `new Anthropic()` or `anthropic.Anthropic()`, with its options written there, and put the cursor on it.';
}
