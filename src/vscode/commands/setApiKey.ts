import { commands, window, type Disposable, type QuickPickItem } from 'vscode';
import { restingPhase } from '../../limits/monitorState';
import { askForKey } from '../askForKey';
import { askForKeyName } from '../askForKeyName';
import type { Meter } from '../meter';
import { firstName } from '../secrets';

/** "Set API Key": asks for a key, keeps it in the system's key store, and checks the headroom with it. */
export function registerSetApiKey(meter: Meter): Disposable {
  return commands.registerCommand('headroom.setApiKey', () => setApiKey(meter));
}

async function setApiKey(meter: Meter): Promise<void> {
  const { names } = await meter.keys.read();
  const name = names.length === 0 ? firstName : await askWhich(names);
  if (name === undefined || !(await askForKey(meter.keys, name))) return;
  if (restingPhase(await meter.state()) === 'no-consent') await commands.executeCommand('headroom.allowPings');
  else await meter.firstPing();
}

interface Choice extends QuickPickItem {
  readonly name?: string;
}

/** The name of a key to replace, or of another one. */
async function askWhich(names: readonly string[]): Promise<string | undefined> {
  const choices: readonly Choice[] = [{ label: '$(add) Add another key...' }, ...names.map((name) => ({ label: `$(key) ${name}`, description: 'replace this key', name }))];
  const chosen = await window.showQuickPick(choices, { title: 'Claude API: Set API Key' });
  return chosen && (chosen.name ?? askForKeyName({ taken: names }));
}
