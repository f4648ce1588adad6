import type { Evidence } from '../evidence';
import { sinceAnswer } from './sinceAnswer';

/** Retries that two layers announce of the same requests. */
export interface LayeredRetries {
  readonly sdk: number;
  readonly around: number;
}

/**
 * The SDK announces retries, is refused again, and what stands around it announces one, too: both retry. What came before the newest
 * answer that went well does not count, for that ended a request. `undefined` where only one of them is seen to retry.
 */
export function layeredRetries(evidence: Pick<Evidence, 'timeline'>): LayeredRetries | undefined {
  const entries = sinceAnswer(evidence);
  const first = entries.findIndex(({ layer }) => layer === 'sdk');
  if (first < 0) return undefined;
  const after = entries.slice(first);
  const refused = after.findIndex(({ kind }) => kind === 'error');
  const around = refused < 0 ? 0 : after.slice(refused).filter(({ layer }) => layer === 'around').length;
  return around === 0 ? undefined : { sdk: entries.filter(({ layer }) => layer === 'sdk').length, around };
}
