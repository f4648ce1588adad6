import { commands, window, type Disposable } from 'vscode';
import type { Meter } from '../meter';

/** "Clear API Key": removes a key from the system's key store; of several the user says which. */
export function registerClearApiKey(meter: Meter): Disposable {
  return commands.registerCommand('headroom.clearApiKey', () => clearApiKey(meter));
}

async function clearApiKey({ keys }: Meter): Promise<void> {
  const { names, variable } = await keys.read();
  const [only, ...more] = names;
  if (only === undefined) {
    void window.showInformationMessage(variable === undefined ? 'No API key is stored.' : `No API key is stored. ${variable} of the environment is used.`);
    return;
  }
  const name = more.length === 0 ? only : await window.showQuickPick(names, { title: 'Claude API: Clear API Key', placeHolder: 'The key to remove from the key store' });
  if (name === undefined) return;
  try {
    await keys.remove(name);
    const { inUse } = await keys.read();
    if (inUse) void window.showInformationMessage(`The stored key${more.length === 0 ? '' : ` ${name}`} is removed. ${inUse.name}${inUse.source === 'environment' ? ' of the environment' : ''} is used from now on.`);
  } catch {
    void window.showErrorMessage('The key store of your system did not remove the API key.');
  }
}
