import { commands, QuickPickItemKind, window, type Disposable, type QuickPickItem } from 'vscode';
import { askForKeyName } from '../askForKeyName';
import type { Meter } from '../meter';
import type { KnownKeys } from '../secrets';

/** "Choose API Key": shows the names of the keys and where they come from, and uses, adds, renames or removes one. No part of a key is shown. */
export function registerChooseApiKey(meter: Meter): Disposable {
  return commands.registerCommand('headroom.chooseApiKey', () => chooseApiKey(meter));
}

async function chooseApiKey(meter: Meter): Promise<void> {
  const known = await meter.keys.read();
  const chosen = await window.showQuickPick(choices(known), { title: 'Claude API: Choose API Key', placeHolder: 'The key that test pings use' });
  if (chosen?.act === undefined) return;
  try {
    await chosen.act(meter, known);
  } catch {
    void window.showErrorMessage('The key store of your system did not take the change.');
  }
}

interface Choice extends QuickPickItem {
  readonly act?: (meter: Meter, known: KnownKeys) => Thenable<unknown>;
}

function choices({ names, variable, inUse }: KnownKeys): readonly Choice[] {
  const isUsed = (name: string, source: 'stored' | 'environment') => inUse?.name === name && inUse.source === source;
  const look = (used: boolean) => ({ icon: used ? 'check' : 'key', where: used ? 'in use, ' : '' });
  const stored = names.map((name): Choice => {
    const { icon, where } = look(isUsed(name, 'stored'));
    return { label: `$(${icon}) ${name}`, description: `${where}from the key store`, act: (meter) => use(meter, name) };
  });
  const { icon, where } = look(variable !== undefined && isUsed(variable, 'environment'));
  const ofEnvironment: readonly Choice[] = variable === undefined ? [] : [{ label: `$(${icon}) ${variable}`, description: `${where}from the environment`, act: (meter) => use(meter, undefined) }];
  return [...stored, ...ofEnvironment, { label: '', kind: QuickPickItemKind.Separator }, add, ...(names.length === 0 ? [] : [rename, remove])];
}

const add: Choice = { label: '$(add) Add Key...', act: () => commands.executeCommand('headroom.setApiKey') };
const remove: Choice = { label: '$(trash) Remove Key...', act: () => commands.executeCommand('headroom.clearApiKey') };
const rename: Choice = { label: '$(edit) Rename Key...', act: renameKey };

/** With another key nothing is known any more: it is checked as one that was just set. */
async function use(meter: Meter, name: string | undefined): Promise<void> {
  await meter.keys.choose(name);
  await meter.firstPing();
}

async function renameKey({ keys }: Meter, { names }: KnownKeys): Promise<void> {
  const from = names.length === 1 ? names[0] : await window.showQuickPick(names, { title: 'Claude API: Rename API Key' });
  if (from === undefined) return;
  const to = await askForKeyName({ taken: names.filter((name) => name !== from), value: from });
  if (to !== undefined) await keys.rename(from, to);
}
