import { type Disposable, commands } from 'vscode';
import type { LintClient } from '../client';

/** "Restart Linter": for when it is stuck, or after a crash that VS Code has given up on. */
export function registerRestartServer(client: LintClient): Disposable {
  return commands.registerCommand('headroom.restartServer', () => client.restart());
}
