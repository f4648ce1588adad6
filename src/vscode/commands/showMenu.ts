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
  const title = meter.status().accessibilityLabel;
  const chosen = await window.showQuickPick(choices(consent ? stop : allow), { title, placeHolder: 'Claude API' });
  if (chosen) await commands.executeCommand(chosen.command, ...(chosen.argument === undefined ? [] : [chosen.argument]));
}

const allow: Choice = { label: '$(check) Allow Test Pings...', description: 'shows the price first', command: 'headroom.allowPings' };
const stop: Choice = { label: '$(circle-slash) Stop Test Pings', command: 'headroom.stopPings' };

function choices(consent: Choice): readonly Choice[] {
  return [
    { label: '$(refresh) Check Headroom Now', description: 'one test ping', command: 'headroom.ping' },
    { label: '$(graph-line) Show Headroom Details', description: 'limits and history', command: 'headroom.showDetails' },
    { label: '$(eye) Observe Traffic', description: 'no pings needed', command: 'headroom.observeTraffic' },
    { label: '$(record) Record Rate Limits of This Client', description: 'no pings needed', command: 'headroom.recordLimits' },
    { label: '$(organization) Show Configured Limits', description: 'with an admin key', command: 'headroom.showConfiguredLimits' },
    { label: '$(search) Diagnose 429...', command: 'headroom.diagnose' },
    { label: '$(key) Set API Key...', command: 'headroom.setApiKey' },
    { label: '$(trash) Clear API Key', command: 'headroom.clearApiKey' },
    consent,
    { label: '$(gear) Settings', command: 'workbench.action.openSettings', argument: 'headroom' },
  ];
}
