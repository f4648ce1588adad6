import { commands, window, type Disposable } from 'vscode';
import type { Configured } from '../configured';

/** "Set Admin Key": asks for a key and keeps it in the system's key store. Nothing is sent. */
export function registerSetAdminKey(configured: Configured): Disposable {
  return commands.registerCommand('headroom.setAdminKey', () => setAdminKey(configured));
}

async function setAdminKey(configured: Configured): Promise<void> {
  const key = await window.showInputBox({
    title: 'Claude API: Set Admin Key',
    prompt: 'Kept in the key store of your system, never in settings. Only "Show Configured Limits" uses it, when you run it.',
    placeHolder: 'sk-ant-admin...',
    password: true,
    ignoreFocusOut: true,
    validateInput: problemWith,
  });
  if (key === undefined) return;
  try {
    await configured.saveKey(key.trim());
  } catch {
    void window.showErrorMessage('The key store of your system did not take the admin key. You can start VS Code with ANTHROPIC_ADMIN_KEY instead.');
  }
}

function problemWith(value: string): string | undefined {
  const key = value.trim();
  if (key === '') return 'Paste an Admin API key of the Claude Console.';
  if (/\s/.test(key)) return 'An admin key has no spaces.';
  return key.startsWith('sk-ant-api') ? 'This is an API key of a workspace, which cannot read configured limits. Paste an Admin API key.' : undefined;
}
