import type { ClaudeCall, WireFacts } from '../call';
import { type Rule, docsUrl } from './rule';

/** https://platform.claude.com/docs/en/api/versioning and its page of the version 2026-10-21. */
const versions = new Set(['2023-01-01', '2023-06-01', '2026-10-21']);

/** What the Messages API has below its path: `src/resources/messages/` of @anthropic-ai/sdk 1.13.0. */
const below = /^\/v1\/messages(?:\/(?:count_tokens|batches(?:\/[^/]+(?:\/(?:results|cancel))?)?))?$/;

/** Models that the old Text Completions API answered. */
const completing = /^claude-(?:v?[12](?:\.\d)?|instant[\w.-]*)$/;

export const outdatedRequest: Rule = {
  id: 'outdated-request',
  severity: 'warning',
  title: 'The API refuses this request',
  why: 'A request that the API no longer takes, or never took, fails each time, and no retry mends that: Text Completions went with the models that answered it (2025-07-21), a request without `anthropic-version` is refused, and the version 2026-10-21 refuses `temperature`, `top_p` and `top_k` with a 400. Such a 400 looks like a fault of the request’s content; after a quiet change of version that is where people look first.',
  examples: [
    { language: 'ts', bad: "await fetch('https://api.anthropic.com/v1/complete', { method: 'POST', headers: { 'x-api-key': key }, body });", good: "await fetch('https://api.anthropic.com/v1/messages', { method: 'POST', headers: { 'x-api-key': key, 'anthropic-version': '2026-10-21' }, body });" },
    { language: 'python', bad: 'requests.post(url, headers={"x-api-key": api_key}, json=body)', good: 'requests.post(url, headers={"x-api-key": api_key, "anthropic-version": "2026-10-21"}, json=body)' },
  ],
  off: 'Something between the program and the API puts the request right.',
  docsUrl: docsUrl('outdated-request'),
  isLevelFixed: true,
  check: (call) => (call.provider === 'anthropic' ? (wrongOnTheWire(call) ?? wrongMethod(call)) : undefined),
};

function wrongMethod({ via, api, model }: ClaudeCall): string | undefined {
  if (via !== 'sdk' || api !== 'completions.create' || model === undefined || !model.startsWith('claude-') || completing.test(model)) return undefined;
  return `\`${model}\` answers no Text Completions: it takes \`messages.create\`.`;
}

function wrongOnTheWire({ wire }: ClaudeCall): string | undefined {
  const [first] = wire ? wireProblems(wire) : [];
  return wire && first && messages[first](wire);
}

export type WireProblem = 'retired-path' | 'no-path' | 'bearer-in-key' | 'no-version' | 'no-such-version' | 'refused-parameter';

/** All that is wrong with a plain HTTP request; what is said first comes first. */
export function wireProblems({ path, version, keyIn, refused }: WireFacts): readonly WireProblem[] {
  const isRetired = path === '/v1/complete';
  if (!isRetired && !path.startsWith('/v1/messages')) return [];
  const problems: readonly (readonly [WireProblem, boolean])[] = [
    ['retired-path', isRetired],
    ['no-path', !isRetired && !below.test(path)],
    ['bearer-in-key', keyIn === 'x-api-key as a bearer'],
    ['no-version', version === 'missing'],
    ['no-such-version', version !== 'missing' && version !== 'unknown' && !versions.has(version)],
    ['refused-parameter', refused.length > 0],
  ];
  return problems.flatMap(([problem, is]) => (is ? [problem] : []));
}

const messages: Readonly<Record<WireProblem, (wire: WireFacts) => string>> = {
  'retired-path': () => 'Every model that `/v1/complete` had is retired: the request fails, and `/v1/messages` is what takes its place.',
  'no-path': ({ path }) => `The API has no \`${path}\`.`,
  'bearer-in-key': () => '`x-api-key` takes the key alone, without `Bearer`.',
  'no-version': () => 'The request has no `anthropic-version`, without which it is refused.',
  'no-such-version': ({ version }) => `The API has no version \`${version}\`: \`anthropic-version\` takes \`2026-10-21\` or \`2023-06-01\`.`,
  'refused-parameter': ({ version, refused: [first = ''] }) => `The version ${version} refuses \`${first}\` with a 400.`,
};
