import { commands, window, workspace, type Disposable } from 'vscode';
import type { HistoryStore } from '../../io/historyStore';
import { today } from '../../io/today';
import { historyCsv } from '../../limits/historyCsv';
import { suggestedPlace } from '../suggestedPlace';

/** "Export Headroom History as CSV": asks for a place, and writes what is kept. */
export function registerExportHistory(history: HistoryStore): Disposable {
  return commands.registerCommand('headroom.exportHistory', () => exportHistory(history));
}

/** What the command does. */
export async function exportHistory(history: HistoryStore): Promise<void> {
  const entries = await history.read();
  if (entries.length === 0) {
    void window.showInformationMessage('There is no history to export yet: nothing was read of the limits.');
    return;
  }
  const to = await window.showSaveDialog({ defaultUri: suggestedPlace(`claude-headroom-${today()}.csv`), filters: { CSV: ['csv'] }, title: 'Export Headroom History' });
  if (!to) return;
  try {
    await workspace.fs.writeFile(to, new TextEncoder().encode(historyCsv(entries)));
    window.setStatusBarMessage('Headroom history exported.', 5000);
  } catch (error) {
    void window.showErrorMessage(`The history could not be written to ${to.fsPath}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
