import type { Evidence } from './evidence';

/** Undocumented headers of subscription tokens; the names as the types of @anthropic-ai/claude-agent-sdk 0.3.331 mirror them. */
const prefix = 'anthropic-ratelimit-unified-';

/** Claims of the headers, and the shorter names of their windows. */
const windows: Readonly<Record<string, string>> = {
  five_hour: 'the 5-hour window',
  '5h': 'the 5-hour window',
  seven_day: 'the 7-day window',
  '7d': 'the 7-day window',
  seven_day_opus: 'the 7-day window of Opus',
  '7d_opus': 'the 7-day window of Opus',
  seven_day_sonnet: 'the 7-day window of Sonnet',
  '7d_sonnet': 'the 7-day window of Sonnet',
  overage: 'extra usage',
};

/** Sentences of Claude Code that name the window: its "session" is that of five hours. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/\bOpus (?:weekly )?limit\b/i, 'the 7-day window of Opus'],
  [/\bSonnet (?:weekly )?limit\b/i, 'the 7-day window of Sonnet'],
  [/\b(?:5-hour|session)\b/i, 'the 5-hour window'],
  [/\b(?:weekly|7-day)\b/i, 'the 7-day window'],
  [/\bmonthly spend limit\b/i, 'extra usage'],
];

/** The window of a subscription that is used up, as users know it: by the headers' claim, else by the window that refuses, else by the message. */
export function subscriptionWindow({ subscription, headers, message }: Evidence): string | undefined {
  const claim = subscription?.claim ?? headers[`${prefix}representative-claim`];
  const known = claim === undefined ? undefined : windows[claim];
  if (known !== undefined) return known;
  const refusing = Object.keys(windows).find((id) => headers[`${prefix}${id}-status`] === 'rejected');
  if (refusing !== undefined) return windows[refusing];
  return sentences.find(([pattern]) => pattern.test(message ?? ''))?.[1];
}
