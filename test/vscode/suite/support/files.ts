import * as vscode from 'vscode';
import { until } from './until';

/** Writes a file into the opened folder and shows it; `name` may have folders. */
export async function openFile(name: string, text: string): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.joinPath(workspaceFolder(), name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** The folder that VS Code opened: a temporary copy, one for the whole run. */
export function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('VS Code opened no folder.');
  return folder.uri;
}

/** Closes every editor without saving, so that the next test starts alone. */
export async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor !== undefined || vscode.window.activeNotebookEditor !== undefined) await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/**
 * Waits until VS Code tells of files that change in a folder of the opened one, which is made where it is missing. What is
 * written before its watcher has found the folder is never told.
 */
export async function filesAreWatched(folder = '.'): Promise<void> {
  const probe = vscode.Uri.joinPath(workspaceFolder(), folder, 'watched.txt');
  const watcher = vscode.workspace.createFileSystemWatcher('**/watched.txt');
  let told = false;
  const listeners = [watcher.onDidCreate, watcher.onDidChange].map((event) => event(({ path }) => (told ||= path === probe.path)));
  let times = 0;
  await until(
    () => vscode.workspace.fs.writeFile(probe, new TextEncoder().encode(String(times++))),
    () => told,
  );
  vscode.Disposable.from(watcher, ...listeners).dispose();
  await vscode.workspace.fs.delete(probe);
}
