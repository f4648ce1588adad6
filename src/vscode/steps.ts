import { commands } from 'vscode';
import type { Diagnosis } from '../diagnose/diagnose';
import { stepActions } from '../diagnose/diagnosisMessage';
import type { StepAction } from '../diagnose/missing';
import { scenarios } from '../emulator/scenarios';

/** What of the next steps after a diagnosis can be done here with one click. */
export async function availableSteps(diagnosis: Diagnosis): Promise<readonly StepAction[]> {
  const known = new Set(await commands.getCommands(true));
  const hasScenario = scenarios.some(({ id }) => id === diagnosis.top);
  return stepActions.filter((action) => known.has(commandOf[action]) && (action !== 'rehearse' || hasScenario) && (!needsCall.has(action) || diagnosis.calls.length > 0));
}

/** Runs the command of a step. `openFirstCall` shows the call that a command about the active editor is to be about. */
export async function runStep(action: StepAction, { top }: Diagnosis, openFirstCall: () => Promise<unknown>): Promise<void> {
  if (needsCall.has(action)) await openFirstCall();
  await commands.executeCommand(commandOf[action], ...(action === 'rehearse' ? [{ scenario: top }] : []));
}

/** Steps that are about the call at the cursor. */
const needsCall: ReadonlySet<StepAction> = new Set(['record', 'simulate']);

const commandOf: Readonly<Record<StepAction, string>> = {
  ping: 'headroom.ping',
  'count-tokens': 'headroom.countTokens',
  'pass-through': 'headroom.observeTraffic',
  record: 'headroom.recordLimits',
  'configured-limits': 'headroom.showConfiguredLimits',
  rehearse: 'headroom.rehearse',
  simulate: 'headroom.simulateCall',
};
