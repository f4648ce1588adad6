import { commands, window, type Disposable } from 'vscode';
import type { Configured } from '../configured';

/** "Clear Admin Key": removes the key from the system's key store, and what was read with it. */
export function registerClearAdminKey(configured: Configured): Disposable {
  return commands.registerCommand('headroom.clearAdminKey', async () => {
    try {
      if (await configured.clearKey()) void window.showInformationMessage('The stored admin key is removed. ANTHROPIC_ADMIN_KEY of the environment is used from now on.');
    } catch {
      void window.showErrorMessage('The key store of your system did not remove the admin key.');
    }
  });
}
