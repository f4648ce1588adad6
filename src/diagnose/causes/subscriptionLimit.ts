import type { Cause, Match } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { duration, limitedMessageMatch } from '../facts';

/** Undocumented headers of subscription tokens; the names as the types of @anthropic-ai/claude-agent-sdk 0.3.331 mirror them. */
const prefix = 'anthropic-ratelimit-unified-';
const windows: Readonly<Record<string, string>> = { five_hour: 'the 5-hour window', seven_day: 'the 7-day window', seven_day_opus: 'the 7-day window for Opus', seven_day_sonnet: 'the 7-day window for Sonnet', overage: 'extra usage' };

/** The claim that a window's header stands for. */
const claims: Readonly<Record<string, string>> = { '5h': 'five_hour', '7d': 'seven_day', '7d_opus': 'seven_day_opus', '7d_sonnet': 'seven_day_sonnet' };

/** Sentences of the API, of Claude Code and of the apps; wordings change, so headers go before them. */
const sentences =
  /would exceed your account's rate limit|hit your (?:session |weekly |usage |monthly spend |Opus |Sonnet |5-hour )?limit|(?:Weekly|5-hour|session|usage|Opus(?: weekly)?|Sonnet(?: weekly)?) limit reached|(?:reached|hit) your (?:[\w-]+ ){0,3}limit|out of extra usage/i;

export const subscriptionLimit: Cause = {
  id: 'subscription-limit',
  kind: 'limit',
  title: 'The usage limit of a Claude subscription',
  match: (evidence) => fromHeaders(evidence) ?? fromMessage(evidence),
  ruledOut: ({ buckets }) => (buckets.length > 0 ? 'the headers are those of an API organization' : undefined),
  waiting: ({ retryAfterSeconds, message }) => {
    const resets = /\bresets? (?:at )?([^\n·|]{2,40})/i.exec(message ?? '')?.[1]?.trim();
    const when = retryAfterSeconds !== undefined ? `The server asks for ${duration(retryAfterSeconds)}` : resets !== undefined ? 'When the window resets, at the time that the message names' : 'When the window resets, which can take hours, or days for a weekly one';
    return { helps: 'yes', ...(retryAfterSeconds !== undefined && { seconds: retryAfterSeconds }), text: `${when}. That is too long for a retry inside a program.` };
  },
  advice: () => [
    'Use an API key of an organization for programs: a subscription\'s limits are shared with every session of that account and last for hours.',
    'Check which other sessions (Claude Code, the apps, programs of other people) run on the same account: parallel sessions draw from one limit.',
    'Let the program stop and say when it may go on, instead of sleeping for hours.',
  ],
  retry: () => 'useless',
  sources: [docs.errors, 'https://github.com/anthropics/claude-code/issues/71279'],
};

function fromHeaders({ headers }: Evidence): Match | undefined {
  const window = Object.keys(claims).find((id) => headers[`${prefix}${id}-status`] === 'rejected');
  if (headers[`${prefix}status`] !== 'rejected' && (window === undefined || headers[`${prefix}status`] !== undefined)) return undefined;
  const claim = headers[`${prefix}representative-claim`] ?? (window === undefined ? undefined : claims[window]);
  const name = claim === undefined ? undefined : windows[claim];
  return { confidence: 'high', ...(claim?.startsWith('seven_day') && { title: 'The weekly limit of a Claude subscription' }), ...(claim === 'five_hour' && { title: 'The five-hour limit of a Claude subscription' }), evidence: [{ text: name ? `The headers say "rejected" because of ${name}` : 'The headers of a subscription token say "rejected"', ...(claim !== undefined && { quote: claim }) }] };
}

function fromMessage(evidence: Evidence): Match | undefined {
  const match = limitedMessageMatch(evidence, sentences);
  const { message = '' } = evidence;
  if (!match) return undefined;
  if (/weekly|7[- ]day/i.test(message)) return { ...match, title: 'The weekly limit of a Claude subscription' };
  return /5[- ]hour|session/i.test(message) ? { ...match, title: 'The five-hour limit of a Claude subscription' } : match;
}
