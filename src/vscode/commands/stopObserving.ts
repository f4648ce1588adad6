import { commands, window, type Disposable } from 'vscode';
import type { Observer } from '../observer';

/** "Stop Observing Traffic": new terminals go to the API itself again. */
export function registerStopObserving(observer: Observer): Disposable {
  return commands.registerCommand('headroom.stopObserving', async () => {
    await observer.stop();
    void window.showInformationMessage('Headroom has stopped observing. Terminals that were opened meanwhile still have its address: close them.');
  });
}
