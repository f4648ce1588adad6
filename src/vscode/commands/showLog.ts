import { type Disposable, type LogOutputChannel, commands } from 'vscode';

/** "Show Log": opens the output channel without taking the focus. */
export function registerShowLog(log: LogOutputChannel): Disposable {
  return commands.registerCommand('headroom.showLog', () => log.show(true));
}
