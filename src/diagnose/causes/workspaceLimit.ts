import { headroom } from '../../limits/bucket';
import { bucketOfLimiter } from '../../limits/limiterNames';
import { modelClass } from '../../limits/modelClass';
import type { Cause, Match } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { count, isLimited, limitedMessageMatch } from '../facts';
import { minuteLimitWaiting } from '../minuteLimit';

export const workspaceLimit: Cause = {
  id: 'workspace-limit',
  kind: 'limit',
  covers: ['requests-per-minute', 'input-tokens-per-minute', 'output-tokens-per-minute'],
  title: 'A limit of the workspace, below that of its organization',
  match: (evidence) => {
    if (!isLimited(evidence) || evidence.errorCode !== undefined) return undefined;
    return limitedMessageMatch(evidence, /exceed (?:your|this|the) workspace['’]?s? (?:per-minute )?(?:token |request )?rate limit/i) ?? fromConfigured(evidence) ?? fromHeaders(evidence);
  },
  ruledOut: ({ buckets }) => (isSum(buckets) ? 'the headers show the sum of input and output tokens, as they do where no workspace limit applies' : undefined),
  waiting: minuteLimitWaiting,
  advice: () => [
    `Raise the workspace's limit in the [Claude Console](${docs.limitsPage}) (Workspaces, Limits), or use a key of a workspace that has more: the organization itself has room.`,
    'Run "Claude API: Show Configured Limits" to see which workspace has how much of what.',
    'Until then pace the calls of this workspace by its own limit, not by the organization\'s.',
  ],
  retry: () => 'rate-limit',
  sources: [docs.rateLimits, 'https://platform.claude.com/docs/en/manage-claude/rate-limits-api'],
};

/** The limit that was named is exactly the one that a workspace has instead of its organization's. */
function fromConfigured({ configured, limit, model }: Evidence): Match | undefined {
  if (!configured || !limit || model === undefined || limit.per !== 'minute') return undefined;
  const found = configured.workspaces.filter(({ groups }) =>
    groups
      .filter(({ models }) => models.some((other) => modelClass(other) === modelClass(model)))
      .flatMap(({ limits }) => limits)
      .some(({ type, value, organization }) => value === limit.amount && organization !== undefined && value < organization && bucketOfLimiter(type) === limit.unit.replace(' ', '-')),
  );
  const [workspace] = found;
  return workspace && { confidence: 'high', evidence: [{ text: `The limit of ${count(limit.amount)} ${limit.unit} per minute is that of a workspace; its organization has more`, quote: workspace.name }] };
}

/**
 * The `tokens` headers show "the most restrictive limit currently in effect", and the sum of input and output tokens where no workspace
 * limit applies: platform.claude.com/docs/en/api/rate-limits.
 */
function fromHeaders({ buckets, limit: named }: Evidence): Match | undefined {
  const of = (id: string) => buckets.find((bucket) => bucket.id === id);
  const [tokens, input, output] = [of('tokens'), of('input-tokens'), of('output-tokens')];
  if (tokens?.limit === undefined || input?.limit === undefined || output?.limit === undefined || tokens.limit >= input.limit + output.limit) return undefined;
  const text = `The headers give ${count(tokens.limit)} tokens per minute as the strictest limit in effect, and ${count(input.limit)} input and ${count(output.limit)} output tokens beside it: that is a limit of the workspace`;
  const hasRoom = [input, output].every((bucket) => (headroom(bucket) ?? 0) >= roomy);
  if (headroom(tokens) === 0 && hasRoom) return { confidence: 'high', evidence: [{ text }] };
  return named?.amount === tokens.limit && named.unit.endsWith("tokens") && headroom(tokens) === 0 ? { confidence: 'high', evidence: [{ text }] } : undefined;
}

/** The part of a bucket above which it cannot have stopped an ordinary request. */
const roomy = 0.1;

function isSum(buckets: Evidence['buckets']): boolean {
  const limitOf = (id: string) => buckets.find((bucket) => bucket.id === id)?.limit;
  const [tokens, input, output] = [limitOf('tokens'), limitOf('input-tokens'), limitOf('output-tokens')];
  return tokens !== undefined && input !== undefined && output !== undefined && tokens === input + output;
}
