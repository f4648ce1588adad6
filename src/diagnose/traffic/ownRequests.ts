import type { Evidence } from '../evidence';
import { moments } from './moments';

/** How many requests the text shows in the minute that ends with the newest refusal, that one included; only where it shows answers that went well, too. */
export function ownRequests(evidence: Pick<Evidence, 'timeline'>): number | undefined {
  const all = moments(evidence);
  const last = all.findLast(({ refused }) => refused);
  if (!last || all.every(({ refused }) => refused)) return undefined;
  return all.filter(({ at }) => at <= last.at && last.at - at < minute).length;
}

const minute = 60_000;
