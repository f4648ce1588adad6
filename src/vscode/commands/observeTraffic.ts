import { commands, env, window, type Disposable } from 'vscode';
import type { Observer } from '../observer';

/** "Observe Traffic": leads the requests of new terminals through this window, which reads the limits off their answers. */
export function registerObserveTraffic(observer: Observer, isRehearsing: () => boolean): Disposable {
  return commands.registerCommand('headroom.observeTraffic', () => (isRehearsing() ? void window.showWarningMessage('A rehearsal answers the requests of new terminals. Run "Claude API: Stop Rehearsal" first.') : observeTraffic(observer)));
}

async function observeTraffic(observer: Observer): Promise<void> {
  try {
    const url = await observer.start();
    const [copy, stop] = ['Copy Address', 'Stop'];
    void window
      .showInformationMessage(`New terminals lead Claude API requests through Headroom (ANTHROPIC_BASE_URL=${url}). It reads the rate limits off the answers, and keeps no body and no key.`, copy, stop)
      .then((answer) => (answer === copy ? env.clipboard.writeText(url) : answer === stop ? observer.stop() : undefined));
  } catch (error) {
    void window.showErrorMessage(`Headroom cannot observe traffic: ${error instanceof Error ? error.message : String(error)}`);
  }
}
