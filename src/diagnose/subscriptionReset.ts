import { readUnixTime } from '../limits/values';
import { answeredAt } from './answeredAt';
import type { Evidence } from './evidence';
import { duration } from './facts';

/** When a subscription's window resets. */
export interface Reset {
  readonly seconds?: number;
  /** A time of RFC 3339. */
  readonly until?: string;
  readonly words: string;
}

/** By `retry-after`, else by the headers' or the message's reset, of which only a clock of the answer's own makes a number of seconds. */
export function subscriptionReset(evidence: Evidence): Reset {
  const { retryAfterSeconds, message } = evidence;
  const at = resetAt(evidence);
  const until = at === undefined ? undefined : new Date(at).toISOString().replace('.000Z', 'Z');
  const reset = until === undefined ? '' : ` The window resets at ${until.slice(0, 16).replace('T', ' ')} UTC.`;
  if (retryAfterSeconds !== undefined) return { seconds: retryAfterSeconds, ...(until !== undefined && { until }), words: `The server asks for ${duration(retryAfterSeconds)}.${reset}` };
  const now = answeredAt(evidence);
  if (at !== undefined && until !== undefined) {
    const seconds = now === undefined || at <= now ? undefined : Math.ceil((at - now) / 1000);
    return { ...(seconds !== undefined && { seconds }), until, words: `${seconds === undefined ? 'When the window resets.' : `In ${duration(seconds)}.`}${reset}` };
  }
  // Only digits and "am" or "pm" are taken over, so that no text of the error gets out of its quotes.
  const clock = /\bresets? (?:at )?(\d{1,2}(?::\d\d)?) ?([ap]m)\b/i.exec(message ?? '');
  return { words: clock ? `At ${clock[1] ?? ''} ${(clock[2] ?? '').toLowerCase()}, in the time zone that the message names.` : 'When the window resets, which can take hours, or days for the 7-day window.' };
}

function resetAt({ subscription, headers, message }: Evidence): number | undefined {
  const epoch = /\blimit reached\|(\d{10})\b/.exec(message ?? '')?.[1];
  const at = subscription?.resetAt ?? readUnixTime(headers['anthropic-ratelimit-unified-reset']) ?? readUnixTime(epoch);
  // Outside of the years that a header can mean, a number is none of a time.
  return at !== undefined && at > Date.UTC(2023, 0) && at < Date.UTC(2100, 0) ? at : undefined;
}
