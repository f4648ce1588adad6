import { commands, window, type Disposable } from 'vscode';
import type { HistoryStore } from '../../io/historyStore';
import type { DetailsView } from '../details';

/** "Clear Headroom History": asks once, and forgets what all windows have read. */
export function registerClearHistory(history: HistoryStore, details: DetailsView): Disposable {
  return commands.registerCommand('headroom.clearHistory', () => clearHistory(history, details));
}

/** What the command does. */
export async function clearHistory(history: HistoryStore, details: Pick<DetailsView, 'refresh'>): Promise<void> {
  const clear = 'Clear';
  const detail = 'What all windows have read of the limits is deleted. The last readings that the status bar shows stay until VS Code is closed.';
  if ((await window.showWarningMessage('Clear the history of the headroom?', { modal: true, detail }, clear)) !== clear) return;
  const why = await history.clear();
  details.refresh();
  if (why !== undefined) void window.showErrorMessage(`The history could not be deleted: ${why}.`);
}
