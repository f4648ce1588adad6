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
  const { consent, pausedByUser, intervalMs } = await meter.state();
  const { inUse } = await meter.keys.read();
  const title = meter.status().accessibilityLabel;
  const atInterval = pausedByUser ? [resume] : intervalMs > 0 ? [pause] : [];
  const pings = consent ? [...atInterval, stop] : [allow];
  const chosen = await window.showQuickPick(choices({ key: inUse?.name, pings }), { title, placeHolder: 'Claude API' });
  if (chosen) await commands.executeCommand(chosen.command, ...(chosen.argument === undefined ? [] : [chosen.argument]));
}

const allow: Choice = { label: '$(check) Allow Test Pings...', description: 'shows the price first', command: 'headroom.allowPings' };
const pause: Choice = { label: '$(debug-pause) Pause Test Pings', description: 'those at an interval', command: 'headroom.pausePings' };
const resume: Choice = { label: '$(debug-continue) Resume Test Pings', command: 'headroom.resumePings' };
const stop: Choice = { label: '$(circle-slash) Stop Test Pings', command: 'headroom.stopPings' };

interface Now {
  /** What can be done about pings. */
  readonly pings: readonly Choice[];
  /** The name of the key in use. */
  readonly key: string | undefined;
}

function choices({ pings, key }: Now): readonly Choice[] {
  return [
    { label: '$(refresh) Check Headroom Now', description: 'one test ping', command: 'headroom.ping' },
    { label: '$(graph-line) Show Headroom Details', description: 'limits and history', command: 'headroom.showDetails' },
    { label: '$(eye) Observe Traffic', description: 'no pings needed', command: 'headroom.observeTraffic' },
    { label: '$(record) Record Rate Limits of This Client', description: 'no pings needed', command: 'headroom.recordLimits' },
    { label: '$(organization) Show Configured Limits', description: 'with an admin key', command: 'headroom.showConfiguredLimits' },
    { label: '$(search) Diagnose 429...', command: 'headroom.diagnose' },
    { label: '$(beaker) Rehearse a 429...', description: 'nothing is sent', command: 'headroom.rehearse' },
    { label: '$(symbol-class) Choose Model...', description: 'to ping', command: 'headroom.chooseModel' },
    { label: '$(key) Set API Key...', command: 'headroom.setApiKey' },
    { label: '$(arrow-swap) Choose API Key...', ...(key !== undefined && { description: `in use: ${key}` }), command: 'headroom.chooseApiKey' },
    ...pings,
    { label: '$(gear) Settings', command: 'workbench.action.openSettings', argument: 'headroom' },
  ];
}
