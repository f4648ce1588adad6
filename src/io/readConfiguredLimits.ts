import type Anthropic from '@anthropic-ai/sdk';
import { type ConfiguredLimits, type LimitGroup, readLimitGroup, type WorkspaceLimits } from '../limits/configuredLimits';
import { connect } from './connect';
import { isRecord } from './isRecord';
import { pingFailure } from './pingFailure';

export interface ConfiguredLimitsRequest {
  readonly adminKey: string;
  /** From `resolveBaseUrl`. */
  readonly baseUrl: string;
  /** The machine's clock in ms. */
  readonly now: () => number;
  readonly signal?: AbortSignal;
}

export type ConfiguredLimitsResult =
  | { readonly kind: 'read'; readonly limits: ConfiguredLimits }
  /** `key`: another key may be accepted. The message is a sentence for the user, without the key. */
  | { readonly kind: 'failed'; readonly about: 'key' | 'other'; readonly message: string };

/** Each takes a request. */
const mostWorkspaces = 50;
/** An address that always names a next page is no reason to go on for ever. */
const mostPages = 50;
const timeout = 20_000;

/**
 * Asks the Rate Limits API for the limits of the organization, and of each of its workspaces that has some of its own.
 * Source: platform.claude.com/docs/en/manage-claude/rate-limits-api. Never throws.
 */
export async function readConfiguredLimits({ adminKey, baseUrl, now, signal }: ConfiguredLimitsRequest): Promise<ConfiguredLimitsResult> {
  try {
    // The header that the documentation names, in place of the SDK's own. Without an `apiKey` the SDK would look for other credentials.
    const { organization } = connect({ apiKey: adminKey, authToken: null, defaultHeaders: { 'x-api-key': adminKey, authorization: null } }, baseUrl);
    const options = { timeout, signal };
    const own = await groupsOf(organization.rateLimits.list({}, options));
    const workspaces = (await entriesOf(organization.workspaces.list({}, options))).flatMap((entry) => readWorkspace(entry) ?? []);
    const asked: WorkspaceLimits[] = [];
    for (const { id, name } of workspaces.slice(0, mostWorkspaces)) asked.push({ name, groups: await groupsOf(organization.workspaces.rateLimits.list(id, {}, options)) });
    const leftOut = Math.max(0, workspaces.length - mostWorkspaces);
    return { kind: 'read', limits: { at: now(), organization: own, workspaces: asked.filter(({ groups }) => groups.length > 0), ...(leftOut > 0 && { leftOut }) } };
  } catch (error) {
    return explain(error, adminKey, now());
  }
}

type Paged = ReturnType<Anthropic['organization']['rateLimits']['list']> | ReturnType<Anthropic['organization']['workspaces']['list']> | ReturnType<Anthropic['organization']['workspaces']['rateLimits']['list']>;

async function groupsOf(listed: Paged): Promise<readonly LimitGroup[]> {
  return (await entriesOf(listed)).flatMap((entry) => readLimitGroup(entry) ?? []);
}

/** The entries of all pages. */
async function entriesOf(listed: Paged): Promise<readonly unknown[]> {
  const entries: unknown[] = [];
  let pages = 0;
  for await (const page of (await listed).iterPages()) {
    entries.push(...page.getPaginatedItems());
    if (++pages === mostPages) break;
  }
  return entries;
}

function readWorkspace(entry: unknown): { readonly id: string; readonly name: string } | undefined {
  if (!isRecord(entry) || typeof entry.id !== 'string' || entry.id === '') return undefined;
  return { id: entry.id, name: typeof entry.name === 'string' && entry.name !== '' ? entry.name : 'without a name' };
}

function explain(error: unknown, adminKey: string, at: number): ConfiguredLimitsResult {
  const failed = pingFailure({ error, apiKey: adminKey, model: '', at });
  if (failed.kind === 'answered') return { kind: 'failed', about: 'other', message: 'The configured limits could not be read.' };
  const { status, message } = failed.failure;
  if (failed.kind === 'offline') return { kind: 'failed', about: 'other', message: `The Claude API could not be reached: ${message}` };
  if (status === 401) return { kind: 'failed', about: 'key', message: 'The Claude API refused the admin key (401).' };
  if (status === 403) return { kind: 'failed', about: 'key', message: 'This key may not read the configured limits (403). It takes an Admin API key, which an admin of the organization makes in the Claude Console; individual accounts have none.' };
  if (status === 404) return { kind: 'failed', about: 'other', message: 'There is no Rate Limits API at this address (404). A gateway may not have it.' };
  return { kind: 'failed', about: 'other', message: `The configured limits could not be read${status === undefined ? '' : ` (${status})`}: ${message}` };
}
