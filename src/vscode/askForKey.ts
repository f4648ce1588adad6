import { window } from 'vscode';
import { keyProblem } from '../limits/keyProblem';
import type { KeyStore } from './secrets';

/** Asks for an API key and keeps it under a name. False where the user cancels or the key store refuses, which the user is told. */
export async function askForKey(keys: KeyStore, name: string): Promise<boolean> {
  const key = await window.showInputBox({
    title: 'Claude API: Set API Key',
    prompt: 'Kept in the key store of your system, never in settings. Only test pings use it.',
    placeHolder: 'sk-ant-...',
    password: true,
    ignoreFocusOut: true,
    validateInput: keyProblem,
  });
  if (key === undefined) return false;
  try {
    await keys.save(name, key.trim());
    return true;
  } catch {
    void window.showErrorMessage('The key store of your system did not take the API key. You can start VS Code with ANTHROPIC_API_KEY instead.');
    return false;
  }
}
