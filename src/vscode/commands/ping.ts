import { commands, window, type Disposable } from 'vscode';
import { isObserved, restingPhase } from '../../limits/monitorState';
import { durationInWords } from '../../limits/words';
import type { Meter } from '../meter';

/** "Check Headroom Now": pings, or first asks for what is missing. */
export function registerPing(meter: Meter): Disposable {
  return commands.registerCommand('headroom.ping', () => checkNow(meter));
}

async function checkNow(meter: Meter): Promise<void> {
  const monitor = await meter.state();
  // What was read off the user's own traffic is there without a consent, and says nothing of what a ping needs.
  switch (restingPhase(isObserved(monitor.result) ? { ...monitor, result: undefined } : monitor)) {
    case 'refused':
      void window.showWarningMessage(monitor.refusal ?? '');
      return;
    case 'no-consent':
      await commands.executeCommand('headroom.allowPings');
      return;
    case 'no-key':
      await commands.executeCommand('headroom.setApiKey');
      return;
    case 'unauthorized':
      void offerAnotherKey();
      return;
    default:
      if (isWaiting(monitor.waitUntil)) void window.showInformationMessage(waitMessage(monitor.waitUntil));
      else await meter.ping();
  }

  function isWaiting(until: number | undefined): until is number {
    return until !== undefined && until > monitor.seenAt;
  }

  function waitMessage(until: number): string {
    return `The Claude API asked for ${durationInWords(until - monitor.seenAt)} without requests; earlier ones fail. Check again then.`;
  }
}

async function offerAnotherKey(): Promise<void> {
  const setKey = 'Set API Key';
  const answer = await window.showWarningMessage('The Claude API refused the key (401). Nothing is sent until you set another one.', setKey);
  if (answer === setKey) await commands.executeCommand('headroom.setApiKey');
}
