import type { Evidence } from '../evidence';
import { moments } from './moments';

/** How many requests the text shows in the minute that ends with the newest refusal, that one included; only where it shows answers of that minute that went well, too. */
export function ownRequests(evidence: Pick<Evidence, 'timeline'>): number | undefined {
  const all = moments(evidence);
  const last = all.findLast(({ refused }) => refused);
  if (!last) return undefined;
  const within = all.filter(({ at }) => at <= last.at && last.at - at < minute);
  return within.every(({ refused }) => refused) ? undefined : within.length;
}

const minute = 60_000;
