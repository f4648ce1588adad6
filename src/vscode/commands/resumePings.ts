import { commands, type Disposable } from 'vscode';
import type { Meter } from '../meter';

/** "Resume Test Pings": they are sent at their interval again. */
export function registerResumePings(meter: Meter): Disposable {
  return commands.registerCommand('headroom.resumePings', () => meter.resumePings());
}
