import { homedir } from 'node:os';
import { Uri, workspace } from 'vscode';

/** Where a file of that name is suggested to be saved: in the workspace's first folder, else in the user's own, for the root of a disk is nobody's. */
export function suggestedPlace(name: string): Uri {
  return Uri.joinPath(workspace.workspaceFolders?.[0]?.uri ?? Uri.file(homedir()), name);
}
