/** The limits that an organization has configured, as the Rate Limits API tells them. Plain JSON. */
export interface ConfiguredLimits {
  /** When they were read, in ms. */
  readonly at: number;
  readonly organization: readonly LimitGroup[];
  /** Those that have limits of their own. */
  readonly workspaces: readonly WorkspaceLimits[];
  /** How many workspaces were not asked about. */
  readonly leftOut?: number;
}

export interface WorkspaceLimits {
  readonly name: string;
  readonly groups: readonly LimitGroup[];
}

/** What draws from one pool of limits. */
export interface LimitGroup {
  /** `model_group`, `batch`, `token_count`, `files`, `skills`, `web_search`, or what else the API says. */
  readonly kind: string;
  /** As it is displayed: that of a group of models, or its kind. */
  readonly name: string;
  /** Names and aliases; empty for what is no group of models. */
  readonly models: readonly string[];
  readonly limits: readonly ConfiguredLimit[];
}

export interface ConfiguredLimit {
  /** `requests_per_minute` and the like. */
  readonly type: string;
  readonly value: number;
  /** Of a workspace: what the organization has for the same, if it has a limit. */
  readonly organization?: number;
}

/**
 * Reads one entry of the organization or of a workspace; what cannot be read is left out. Two shapes are known: with
 * `group: { type, display_name }` (`src/resources/organization/rate-limits.ts` of @anthropic-ai/sdk 1.13.0, anthropic-version
 * 2026-10-21), and with `group_type` (platform.claude.com/docs/en/manage-claude/rate-limits-api, anthropic-version 2023-06-01).
 */
export function readLimitGroup(entry: unknown): LimitGroup | undefined {
  const { group, group_type: groupType, models, limits } = fields(entry);
  const { type, display_name: displayName } = fields(group);
  const kind = text(type) ?? text(groupType);
  const read = list(limits).flatMap((limit) => readLimit(limit) ?? []);
  if (kind === undefined || read.length === 0) return undefined;
  const names = list(models).flatMap((model) => text(model) ?? []);
  return { kind, name: text(displayName) ?? names[0] ?? kind.replaceAll('_', ' '), models: names, limits: read };
}

/** What a workspace inherits from its organization is no limit of its own. */
function readLimit(limit: unknown): ConfiguredLimit | undefined {
  const { type, value, org_limit: organization, source } = fields(limit);
  const name = text(type);
  if (name === undefined || !isCount(value) || fields(source).type === 'organization') return undefined;
  return { type: name, value, ...(isCount(organization) && { organization }) };
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, longestName) : undefined;
}

const longestName = 200;

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
