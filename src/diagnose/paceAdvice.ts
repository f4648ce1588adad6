import { burnOf } from '../limits/burn';
import { callsThatFit } from '../limits/callsThatFit';
import { modelClass } from '../limits/modelClass';
import type { Bucket } from '../limits/snapshot';
import { callsPerMinute, concurrencyAt } from '../limits/sustainable';
import type { Evidence } from './evidence';
import { count, counted, duration } from './facts';
import { inputLimit } from './inputLimit';

/** How long an ordinary and a long answer take, in seconds. */
const answers = [5, 30] as const;

/**
 * What pace and how many calls at once the known limits carry, in numbers; nothing where none is known. The size of a call is that of
 * the refused request, or what the history shows that calls take.
 */
export function paceAdvice(evidence: Evidence): readonly string[] {
  const seen = sizeSeen(evidence);
  if (seen !== undefined) return [`For calls like those that were seen (${count(seen.inputTokens)} tokens in, ${count(seen.outputTokens)} out on average) the limits ${carried(seen.perMinute)}`];
  const requests = evidence.limit?.unit === 'requests' && evidence.limit.per === 'minute' ? evidence.limit.amount : bucket(evidence.buckets, 'requests')?.limit;
  const inputTokens = inputLimit(evidence);
  const size = evidence.inputTokens;
  if (size !== undefined && inputTokens !== undefined && size > inputTokens) return [];
  if (size === undefined || inputTokens === undefined) return evidence.limit?.unit === 'input tokens' || requests === undefined || requests <= 0 ? [] : [`${counted(requests, 'request')} a minute ${carried(requests)}`];
  const perMinute = callsPerMinute({ ...(requests !== undefined && { requests }), inputTokens }, { inputTokens: size, outputTokens: 0 });
  return perMinute === undefined || perMinute <= 0 ? [] : [`For requests of ${count(size)} input tokens the ${count(inputTokens)} of a minute ${carried(perMinute)}`];
}

function carried(perMinute: number): string {
  const apart = duration(Math.ceil(600 / perMinute) / 10);
  const atOnce = answers.map((seconds) => `${count(concurrencyAt(perMinute, seconds * 1000))} at once where an answer takes ${seconds} s`);
  return `carry about one call every ${apart}: ${atOnce.join(', ')}.`;
}

function sizeSeen({ history, model }: Evidence) {
  const alike = model === undefined ? history : history.filter((entry) => modelClass(entry.model) === modelClass(model));
  const last = alike.at(-1);
  const fitting = last && callsThatFit(last.buckets, burnOf(alike.map(({ source, ...entry }) => ({ ...entry, ...(source !== undefined && { source: 'recorder' as const }) }))));
  return fitting && fitting.perMinute > 0 ? { ...fitting.size, perMinute: fitting.perMinute } : undefined;
}

function bucket(buckets: readonly Bucket[], id: Bucket['id']): Bucket | undefined {
  return buckets.find((each) => each.id === id);
}
