import { commands, type Disposable } from 'vscode';
import type { Meter } from '../meter';

/** "Pause Test Pings": those at an interval rest until they are resumed; one can still be asked for. */
export function registerPausePings(meter: Meter): Disposable {
  return commands.registerCommand('headroom.pausePings', () => meter.pausePings());
}
