import { type LogOutputChannel, window } from 'vscode';

/** The channel "Headroom for Claude" of the output panel; its level is set there. */
export function openLog(): LogOutputChannel {
  return window.createOutputChannel('Headroom for Claude', { log: true });
}
