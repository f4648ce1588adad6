import { commands, type Disposable } from 'vscode';
import type { Meter } from '../meter';

/** "Stop Test Pings": takes the consent back. */
export function registerStopPings(meter: Meter): Disposable {
  return commands.registerCommand('headroom.stopPings', () => meter.stopPings());
}
