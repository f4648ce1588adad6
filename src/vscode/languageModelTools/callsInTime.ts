import { CancellationError, type CancellationToken } from 'vscode';
import type { CallSummary } from '../../diagnose/callSummary';
import { systemClock } from '../../io/clock';
import { within } from '../../io/within';

/** The calls of the workspace; undefined where the linter does not tell them, or not within half a minute. Throws a `CancellationError` as soon as that is asked for. */
export async function callsInTime(calls: () => Promise<readonly CallSummary[]>, token: CancellationToken): Promise<readonly CallSummary[] | undefined> {
  if (token.isCancellationRequested) throw new CancellationError();
  let stop: () => void = () => undefined;
  const cancelled = new Promise<never>((_, reject) => {
    const subscription = token.onCancellationRequested(() => reject(new CancellationError()));
    stop = () => subscription.dispose() as unknown;
  });
  try {
    return await Promise.race([within({ clock: systemClock, ms: 30_000, promise: calls() }), cancelled]);
  } finally {
    stop();
  }
}
