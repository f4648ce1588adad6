import { headroom } from '../../limits/bucket';
import { bucketOfLimiter, limiterName } from '../../limits/limiterNames';
import { modelClass } from '../../limits/modelClass';
import type { Cause, Match } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { bucketIn, count, isLimited, limitedMessageMatch } from '../facts';
import { minuteLimitWaiting } from '../minuteLimit';
import { requestLimit } from '../requestLimit';
import { outputTokenLimit } from '../outputTokenLimit';
import { inputTokenLimit } from '../inputTokenLimit';

export const workspaceLimit: Cause = {
  id: 'workspace-limit',
  kind: 'limit',
  covers: ['requests-per-minute', 'input-tokens-per-minute', 'output-tokens-per-minute'],
  title: 'A limit of the workspace, below that of its organization',
  match: (evidence) => {
    if (!isLimited(evidence) || evidence.errorCode !== undefined) return undefined;
    return limitedMessageMatch(evidence, /\bexceed (?:your|this|the) (?:rate limit (?:for|of) (?:your|this|the) )?workspace\b/i) ?? fromConfigured(evidence) ?? fromHeaders(evidence);
  },
  ruledOut: (evidence) => {
    const total = totalOf(evidence);
    if (isSum(total)) return 'the headers show the sum of input and output tokens, as they do where no workspace limit applies';
    const { configured } = evidence;
    return configured?.workspaces.length === 0 && (configured.leftOut ?? 0) === 0 ? 'no workspace has limits of its own' : undefined;
  },
  waiting: (evidence) => minuteLimitWaiting(evidence, [requestLimit, outputTokenLimit].find(({ unit }) => unit === evidence.limit?.unit) ?? inputTokenLimit),
  advice: () => [
    `Raise the workspace's limit in the [Claude Console](${docs.limitsPage}) (Workspaces, Limits), or use a key of a workspace that has more: the organization itself has room.`,
    'Run "Claude API: Show Configured Limits" to see which workspace has how much of what.',
    'Until then pace the calls of this workspace by its own limit, not by the organization\'s.',
  ],
  next: ({ configured }) => (configured ? [] : [{ text: 'Read the configured limits (this needs an admin key): they say which workspace has less than its organization.', action: 'configured-limits' }]),
  retry: () => 'rate-limit',
  sources: [docs.rateLimits, docs.rateLimitsApi],
};

/** The limit that was named is exactly the one that a workspace has instead of its organization's. */
function fromConfigured({ configured, limit, model }: Evidence): Match | undefined {
  if (!configured || !limit || model === undefined || limit.per !== 'minute') return undefined;
  for (const { name, groups } of configured.workspaces) {
    const own = groups
      .filter(({ models }) => models.some((other) => modelClass(other) === modelClass(model)))
      .flatMap(({ limits }) => limits)
      .find(({ type, value, organization }) => value === limit.amount && organization !== undefined && value < organization && bucketOfLimiter(type) === limit.unit.replace(' ', '-'));
    if (own) return { confidence: 'high', evidence: [{ text: `The limit of ${count(own.value)} ${limiterName(own.type)} is that of a workspace; its organization has ${count(own.organization ?? 0)}`, quote: name }] };
  }
  return undefined;
}

/**
 * The `tokens` headers show "the most restrictive limit currently in effect", and the sum of input and output tokens where no workspace
 * limit applies: platform.claude.com/docs/en/api/rate-limits.
 */
function fromHeaders(evidence: Evidence): Match | undefined {
  const [tokens, input, output] = (['tokens', 'input-tokens', 'output-tokens'] as const).map((id) => bucketIn(evidence, id));
  const total = totalOf(evidence);
  if (!tokens || !input || !output || !total || total.limit >= total.sum) return undefined;
  const text = `The headers give ${count(total.limit)} tokens per minute as the strictest limit in effect, and ${count(input.limit ?? 0)} input and ${count(output.limit ?? 0)} output tokens beside it: that is a limit of the workspace`;
  const { limit: named } = evidence;
  const isNamed = named?.amount === total.limit && named.unit.endsWith('tokens');
  const hasRoom = [input, output].every((bucket) => (headroom(bucket) ?? 0) >= roomy);
  if (headroom(tokens) === 0 && hasRoom && !named) return { confidence: 'high', evidence: [{ text }] };
  return isNamed || (!named && headroom(tokens) === 0) ? { confidence: 'medium', evidence: [{ text }] } : undefined;
}

/** The part of a bucket above which it cannot have stopped an ordinary request. */
const roomy = 0.1;

function totalOf(evidence: Evidence): { readonly limit: number; readonly sum: number } | undefined {
  const [total, input, output] = (['tokens', 'input-tokens', 'output-tokens'] as const).map((id) => bucketIn(evidence, id)?.limit);
  return total === undefined || input === undefined || output === undefined ? undefined : { limit: total, sum: input + output };
}

function isSum(total: ReturnType<typeof totalOf>): boolean {
  return total !== undefined && total.limit === total.sum;
}
