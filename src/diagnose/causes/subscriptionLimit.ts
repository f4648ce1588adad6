import type { Cause, Match } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { duration, limitedMessageMatch } from '../facts';

/** Undocumented headers of subscription tokens; the names as the types of @anthropic-ai/claude-agent-sdk 0.3.331 mirror them. */
const prefix = 'anthropic-ratelimit-unified-';
const windows: Readonly<Record<string, string>> = { five_hour: 'the 5-hour window', seven_day: 'the 7-day window', overage: 'extra usage' };

export const subscriptionLimit: Cause = {
  id: 'subscription-limit',
  kind: 'limit',
  title: 'The usage limit of a Claude subscription',
  match: (evidence) => fromHeaders(evidence) ?? limitedMessageMatch(evidence, /would exceed your account's rate limit|hit your (?:session |weekly |usage |monthly spend )?limit|(?:Weekly|5-hour|usage) limit reached/i),
  ruledOut: ({ buckets }) => (buckets.length > 0 ? 'the headers are those of an API organization' : undefined),
  waiting: ({ retryAfterSeconds }) => ({
    helps: 'yes',
    ...(retryAfterSeconds !== undefined && { seconds: retryAfterSeconds }),
    text: `${retryAfterSeconds === undefined ? 'When the window resets, which can take hours' : `The server asks for ${duration(retryAfterSeconds)}`}. That is too long for a retry inside a program.`,
  }),
  advice: () => [
    'Use an API key of an organization for programs: a subscription\'s limits are shared with every session of that account and last for hours.',
    'Check which other sessions (Claude Code, the apps) run on the same account.',
    'Let the program stop and say when it may go on, instead of sleeping for hours.',
  ],
  retry: () => 'useless',
  sources: [docs.errors, 'https://github.com/anthropics/claude-code/issues/71279'],
};

function fromHeaders({ headers }: Evidence): Match | undefined {
  if (headers[`${prefix}status`] !== 'rejected') return undefined;
  const claim = headers[`${prefix}representative-claim`];
  const name = claim === undefined ? undefined : windows[claim];
  return { confidence: 'high', evidence: [{ text: name ? `The headers say "rejected" because of ${name}` : 'The headers of a subscription token say "rejected"', ...(claim !== undefined && { quote: claim }) }] };
}
