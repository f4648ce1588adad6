import { commands, window, type Disposable } from 'vscode';
import { restingPhase } from '../../limits/monitorState';
import { describePingPrice, pingPricePerDay } from '../../limits/pingPrice';
import type { Meter } from '../meter';

/** "Allow Test Pings": names the price, asks once, and sends the first ping. */
export function registerAllowPings(meter: Meter): Disposable {
  return commands.registerCommand('headroom.allowPings', () => allowPings(meter));
}

async function allowPings(meter: Meter): Promise<void> {
  const { consent, intervalMs, dailyMaximum = Infinity } = await meter.state();
  if (!consent && !(await agrees({ models: await meter.pingModels(), intervalMs, dailyMaximum }))) return;
  await meter.allowPings();
  if (restingPhase(await meter.state()) === 'no-key') await commands.executeCommand('headroom.setApiKey');
  else await meter.firstPing();
}

interface Terms {
  readonly models: readonly string[];
  readonly intervalMs: number;
  readonly dailyMaximum: number;
}

async function agrees({ models, intervalMs, dailyMaximum }: Terms): Promise<boolean> {
  const perDay = intervalMs > 0 ? Math.min(dailyMaximum, Math.ceil(86_400_000 / intervalMs)) : 0;
  const cost = pingPricePerDay(models, perDay);
  const when =
    intervalMs > 0
      ? `Your setting headroom.ping.intervalMinutes sends one every ${intervalMs / 60_000} min while the window has the focus: ${perDay} a day at most${cost === undefined ? '' : `, ${cost}`}.`
      : 'One is sent when you ask for it; the setting headroom.ping.intervalMinutes can repeat it.';
  const detail = `${describePingPrice(models)}\n\n${when}\n\n"Claude API: Stop Test Pings" takes this back.`;
  const allow = 'Allow';
  return (await window.showInformationMessage('Allow test pings to the Claude API?', { modal: true, detail }, allow)) === allow;
}
