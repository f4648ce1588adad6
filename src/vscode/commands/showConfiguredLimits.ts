import { commands, type Disposable, ProgressLocation, window } from 'vscode';
import type { Configured } from '../configured';
import type { LimitsView } from '../limitsView';

export interface ShowConfiguredLimitsDeps {
  readonly configured: Configured;
  readonly view: LimitsView;
  /** Takes one line for the log; it never holds a key. */
  readonly log: (line: string) => void;
}

/** "Show Configured Limits": reads the limits of organization and workspaces with the admin key, and shows them. */
export function registerShowConfiguredLimits(deps: ShowConfiguredLimitsDeps): Disposable {
  return commands.registerCommand('headroom.showConfiguredLimits', () => showConfiguredLimits(deps));
}

async function showConfiguredLimits({ configured, view, log }: ShowConfiguredLimitsDeps): Promise<void> {
  if (!(await configured.hasKey())) await commands.executeCommand('headroom.setAdminKey');
  if (!(await configured.hasKey())) return;
  const stop = new AbortController();
  const result = await window.withProgress({ location: ProgressLocation.Notification, title: 'Reading the configured limits', cancellable: true }, (_progress, token) => {
    token.onCancellationRequested(() => stop.abort());
    return configured.read(stop.signal);
  });
  if (stop.signal.aborted) return;
  log(`Configured limits: ${result.kind === 'read' ? 'read' : result.message}`);
  if (result.kind === 'read') await view.show(result.limits);
  // Nobody has to answer before the command ends.
  else void offerAnotherKey(result.message, result.about);
}

async function offerAnotherKey(message: string, about: 'key' | 'other'): Promise<void> {
  const setKey = 'Set Admin Key';
  const answer = await window.showErrorMessage(message, ...(about === 'key' ? [setKey] : []));
  if (answer === setKey) await commands.executeCommand('headroom.setAdminKey');
}
