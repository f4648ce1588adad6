import type { Cause, Match } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { limitedMessageMatch, messageMatch } from '../facts';
import { subscriptionReset } from '../subscriptionReset';
import { subscriptionWindow } from '../subscriptionWindow';

/** Sentences of the API, of Claude Code and of the apps; wordings change, so headers go before them. */
const sentences =
  /would exceed your account's (?:rate|monthly spend|usage) limit|(?:hit|reached) your (?:(?:session|weekly|usage|monthly spend|5-hour|Claude|Max|Pro|Team|Opus|Sonnet|Haiku|Fable)[ -]){0,3}limit|(?:Weekly|5-hour|session|Claude AI usage|Opus(?: weekly)?|Sonnet(?: weekly)?) limit reached|limit reached, now using|^Limit reached · resets|out of extra usage/i;

/** Other services say this of their own limits, too. */
const similar = /\busage limit reached|(?:hit|reached) your (?:[\w'’-]+ ){0,3}limit/i;

export const subscriptionLimit: Cause = {
  id: 'subscription-limit',
  kind: 'limit',
  title: 'The usage limit of a Claude subscription',
  match: (evidence) => {
    const match = fromHeaders(evidence) ?? limitedMessageMatch(evidence, sentences) ?? likely(limitedMessageMatch(evidence, similar) ?? wrapped(evidence));
    const window = subscriptionWindow(evidence);
    return match && window ? { ...match, title: `${titles[window] ?? 'The usage limit'} of a Claude subscription` } : match;
  },
  ruledOut: ({ buckets }) => (buckets.length > 0 ? 'the headers are those of an API organization' : undefined),
  waiting: (evidence) => {
    const { seconds, until, words } = subscriptionReset(evidence);
    return {
      helps: 'yes',
      ...(seconds !== undefined && { seconds }),
      ...(evidence.retryAfterSeconds !== undefined && { by: 'server' as const }),
      ...(until !== undefined && { until }),
      text: `${words} That is too long for a retry inside a program.`,
    };
  },
  advice: () => [
    'Use an API key of an organization for programs: a subscription\'s limits are shared with every session of that account and last for hours.',
    'Check which other sessions (Claude Code, the apps, programs of other people) run on the same account: parallel sessions draw from one limit.',
    'Let the program stop and say when it may go on, instead of sleeping for hours.',
  ],
  retry: () => 'useless',
  sources: [docs.errors, 'https://github.com/anthropics/claude-code/issues/71279'],
};

const titles: Readonly<Record<string, string>> = {
  'the 5-hour window': 'The five-hour limit',
  'the 7-day window': 'The weekly limit',
  'the 7-day window of Opus': 'The weekly limit for Opus',
  'the 7-day window of Sonnet': 'The weekly limit for Sonnet',
  'extra usage': 'The limit of extra usage',
};

/** Gateways that run Claude Code for somebody answer 500 in its words. */
function wrapped(evidence: Evidence): Match | undefined {
  return (evidence.status ?? 500) >= 500 && evidence.status !== 529 ? messageMatch(evidence, /\bYou.{1,6} (?:hit|reached) your (?:session|weekly|usage|5-hour|Opus|Sonnet) limit\b/i) : undefined;
}

function likely(match: Match | undefined): Match | undefined {
  return match && { ...match, confidence: 'medium' };
}

function fromHeaders(evidence: Evidence): Match | undefined {
  const { headers, subscription } = evidence;
  const status = subscription?.status ?? headers[`${prefix}status`];
  const window = subscriptionWindow({ ...evidence, message: '' });
  const refuses = Object.keys(headers).some((name) => name.startsWith(prefix) && !name.includes('overage') && name.endsWith('-status') && headers[name] === 'rejected');
  if (status !== 'rejected' && (status !== undefined || !refuses)) return undefined;
  const claim = subscription?.claim ?? headers[`${prefix}representative-claim`];
  // A single header can stand in a comment or a document about it.
  const isShown = evidence.status !== undefined || evidence.errorType !== undefined || subscription?.claim !== undefined || Object.keys(headers).length > 1;
  return { confidence: isShown ? 'high' : 'medium', evidence: [{ text: window ? `The headers say "rejected" because of ${window}` : 'The headers of a subscription token say "rejected"', ...(claim !== undefined && { quote: claim }) }] };
}

/** Undocumented headers of subscription tokens; the names as the types of @anthropic-ai/claude-agent-sdk 0.3.331 mirror them. */
const prefix = 'anthropic-ratelimit-unified-';
