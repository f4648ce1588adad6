import { commands, window, type Disposable } from 'vscode';
import { restingPhase } from '../../limits/monitorState';
import type { Meter } from '../meter';

/** "Set API Key": asks for a key, keeps it in the system's key store, and checks the headroom with it. */
export function registerSetApiKey(meter: Meter): Disposable {
  return commands.registerCommand('headroom.setApiKey', () => setApiKey(meter));
}

async function setApiKey(meter: Meter): Promise<void> {
  const key = await window.showInputBox({
    title: 'Claude API: Set API Key',
    prompt: 'Kept in the key store of your system, never in settings. Only test pings use it.',
    placeHolder: 'sk-ant-...',
    password: true,
    ignoreFocusOut: true,
    validateInput: problemWith,
  });
  if (key === undefined) return;
  try {
    await meter.saveKey(key.trim());
  } catch {
    void window.showErrorMessage('The key store of your system did not take the API key. You can start VS Code with ANTHROPIC_API_KEY instead.');
    return;
  }
  const phase = restingPhase(await meter.state());
  if (phase === 'no-consent') await commands.executeCommand('headroom.allowPings');
  else if (phase === 'idle') await meter.ping();
}

function problemWith(value: string): string | undefined {
  const key = value.trim();
  if (key === '') return 'Paste an API key of the Claude Console.';
  if (/\s/.test(key)) return 'An API key has no spaces.';
  return key.startsWith('sk-ant-admin') ? 'This is an admin key, which cannot send messages. Paste an API key.' : undefined;
}
