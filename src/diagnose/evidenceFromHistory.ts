import { modelClass } from '../limits/modelClass';
import type { HistoryEntry } from '../limits/history';
import type { ConfiguredLimits } from '../limits/configuredLimits';
import { type Evidence, noEvidence } from './evidence';

/** What Headroom has read of the limits itself: by pings, the pass-through or a recorder. */
export interface Readings {
  /** Oldest first. */
  readonly history: readonly HistoryEntry[];
  readonly configured?: ConfiguredLimits;
}

/** The newest 429 among the readings, as evidence; undefined where there is none, or none of the last so many ms before `now`. */
export function evidenceFromHistory(readings: Readings, now: number, ms: number): Evidence | undefined {
  const refused = readings.history.findLast(({ status, at }) => status === 429 && now - at <= ms);
  if (!refused) return undefined;
  const { model, status, retryAfterSeconds } = refused;
  const buckets = refused.buckets.filter(({ id }) => !id.startsWith('unified-'));
  const evidence: Evidence = { ...noEvidence, origin: 'history', status, model, buckets, provider: 'anthropic', headersShown: true, occurrences: 1, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
  return withReadings(evidence, { ...readings, history: readings.history.filter(({ at }) => at <= refused.at) });
}

/**
 * The evidence with what was read of the same model class before, bounded: that tells whose traffic it was. Limits of other models and
 * services say nothing of it, so an error without a model, or of another service than Anthropic's own, gets none.
 */
export function withReadings(evidence: Evidence, { history, configured }: Readings): Evidence {
  const { model, origin, provider = 'anthropic' } = evidence;
  if (model === undefined || provider !== 'anthropic') return evidence;
  const own = history.filter((entry) => modelClass(entry.model) === modelClass(model)).slice(-mostEntries);
  const timeline = own.map(({ at, status, retryAfterSeconds }) => ({ kind: status < 400 ? ('answer' as const) : ('error' as const), at, status, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) }));
  return { ...evidence, history: own, ...(origin !== 'text' && evidence.timeline.length === 0 && { timeline }), ...(configured && { configured }) };
}

const mostEntries = 300;
