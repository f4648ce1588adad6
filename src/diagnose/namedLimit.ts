import type { NamedLimit } from './evidence';

/**
 * The limit that an API message names, as in "your organization's rate limit of 30,000 input tokens per minute".
 * `undefined` for every other sentence, also for the acceleration limit's, which speaks of a rate of increase.
 */
export function namedLimit(message: string): NamedLimit | undefined {
  const match = /\brate limit\b[^.]{0,120}? of (\d[\d,.]{0,14}) (requests|input tokens|output tokens|tokens|concurrent)\b(?: (?:connections|requests))?(?: per (minute|hour|day))?/i.exec(message);
  if (!match) return undefined;
  const unit = match[2]?.toLowerCase() as NamedLimit['unit'];
  return {
    amount: Number(match[1]?.replace(/\D/g, '')),
    unit,
    per: (match[3]?.toLowerCase() as NamedLimit['per'] | undefined) ?? (unit === 'concurrent' ? 'moment' : 'minute'),
  };
}
