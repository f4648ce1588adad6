import { commands, window, type Disposable } from 'vscode';
import type { Meter } from '../meter';

/** "Clear API Key": removes the key from the system's key store. */
export function registerClearApiKey(meter: Meter): Disposable {
  return commands.registerCommand('headroom.clearApiKey', () => clearApiKey(meter));
}

async function clearApiKey(meter: Meter): Promise<void> {
  try {
    const left = await meter.clearKey();
    if (left?.source === 'environment') void window.showInformationMessage(`The stored key is removed. ${left.scheme === 'key' ? 'ANTHROPIC_API_KEY' : 'ANTHROPIC_AUTH_TOKEN'} of the environment is used from now on.`);
  } catch {
    void window.showErrorMessage('The key store of your system did not remove the API key.');
  }
}
