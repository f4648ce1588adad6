import { commands, window, type Disposable, type QuickPickItem } from 'vscode';
import type { Meter } from '../meter';

/** "Show Headroom Menu": what a click on the status bar item offers. */
export function registerShowMenu(meter: Meter): Disposable {
  return commands.registerCommand('headroom.showMenu', () => showMenu(meter));
}

interface Choice extends QuickPickItem {
  readonly command: string;
  readonly argument?: string;
}

async function showMenu(meter: Meter): Promise<void> {
  const { consent } = await meter.state();
  const { inUse } = await meter.keys.read();
  const title = meter.status().accessibilityLabel;
  const chosen = await window.showQuickPick(choices({ consent: consent ? stop : allow, key: inUse?.name }), { title, placeHolder: 'Claude API' });
  if (chosen) await commands.executeCommand(chosen.command, ...(chosen.argument === undefined ? [] : [chosen.argument]));
}

const allow: Choice = { label: '$(check) Allow Test Pings...', description: 'shows the price first', command: 'headroom.allowPings' };
const stop: Choice = { label: '$(circle-slash) Stop Test Pings', command: 'headroom.stopPings' };

interface Now {
  readonly consent: Choice;
  /** The name of the key in use. */
  readonly key: string | undefined;
}

function choices({ consent, key }: Now): readonly Choice[] {
  return [
    { label: '$(refresh) Check Headroom Now', description: 'one test ping', command: 'headroom.ping' },
    { label: '$(eye) Observe Traffic', description: 'no pings needed', command: 'headroom.observeTraffic' },
    { label: '$(search) Diagnose 429...', command: 'headroom.diagnose' },
    { label: '$(key) Set API Key...', command: 'headroom.setApiKey' },
    { label: '$(arrow-swap) Choose API Key...', ...(key !== undefined && { description: `in use: ${key}` }), command: 'headroom.chooseApiKey' },
    consent,
    { label: '$(gear) Settings', command: 'workbench.action.openSettings', argument: 'headroom' },
  ];
}
