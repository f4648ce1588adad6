import { modelClass } from '../limits/modelClass';
import { notFound } from './apiError';
import type { EmulatorLimits } from './limits';
import { knownModels } from '../limits/knownModels';
import { displayName } from './models';
import { errorReply, type Reply } from './reply';
import type { EmulatorState } from './state';

export interface OrganizationCall {
  readonly path: string;
  readonly query: URLSearchParams;
  /** False for a key of a workspace. */
  readonly isAdmin: boolean;
  readonly requestId: string;
}

/**
 * The part of the Admin API that tells of limits. Shapes: `src/resources/organization/` of @anthropic-ai/sdk 1.13.0.
 * What a key of a workspace gets is not documented; the errors page has 403 for a key without permission.
 */
export function respondToOrganization({ workspaceId, limits }: EmulatorState, { path, query, isAdmin, requestId }: OrganizationCall): Reply {
  if (!isAdmin) return errorReply({ status: 403, type: 'permission_error', message: 'This endpoint requires an Admin API key.' }, { requestId });
  switch (path) {
    case '/v1/organizations/rate_limits':
      return page(groups(limits), query);
    case '/v1/organizations/workspaces':
      return ok({ data: [workspace(workspaceId)], first_id: workspaceId, last_id: workspaceId, has_more: false });
    case `/v1/organizations/workspaces/${workspaceId}/rate_limits`:
      return page(overrides(workspaceId, limits), query);
    default:
      return errorReply(notFound('Not found'), { requestId });
  }
}

interface Group {
  readonly id: string;
  readonly group: unknown;
  readonly models: readonly string[] | null;
  readonly limits: readonly { readonly type: string; readonly value: number }[];
}

/** Each model class has the limits that the emulator runs with. */
function groups({ rpm, itpm, otpm, countTokensRpm, batchesRpm }: EmulatorLimits): readonly (Group & { readonly type: string })[] {
  const classes = [...new Set(knownModels.map(modelClass))];
  const perModel = classes.map((name) => ({
    type: 'rate_limit',
    id: `rl_${name}`,
    group: { type: 'model_group', id: `rlg_${name}`, display_name: displayName(name) },
    models: knownModels.filter((id) => modelClass(id) === name),
    limits: [
      { type: limiters.rpm, value: rpm },
      { type: limiters.itpm, value: itpm },
      { type: limiters.otpm, value: otpm },
    ],
  }));
  const own = (kind: string, value: number) => ({ type: 'rate_limit', id: `rl_${kind}`, group: { type: kind, id: `rlg_${kind}` }, models: null, limits: [{ type: limiters.rpm, value }] });
  return [...perModel, own('token_count', countTokensRpm), own('batch', batchesRpm)];
}

const limiters = { rpm: 'requests_per_minute', itpm: 'input_tokens_per_minute_cache_aware', otpm: 'output_tokens_per_minute' } as const;

function overrides(workspaceId: string, limits: EmulatorLimits): readonly unknown[] {
  const { workspace: own = {} } = limits;
  const names = (['rpm', 'itpm', 'otpm'] as const).filter((name) => own[name] !== undefined);
  if (names.length === 0) return [];
  return groups(limits)
    .filter(({ models }) => models !== null)
    .map(({ id, group, models }) => ({
      type: 'workspace_rate_limit',
      rate_limit_id: id,
      workspace_id: workspaceId,
      group,
      models,
      limits: names.map((name) => ({ type: limiters[name], value: own[name], org_limit: limits[name], source: { type: 'workspace' } })),
    }));
}

function workspace(id: string): unknown {
  return { type: 'workspace', id, name: 'Emulated', archived_at: null, created_at: '1970-01-01T00:00:00Z', display_color: '#000000' };
}

/** Without `limit` all entries are one page. The cursor is opaque to clients. */
function page(entries: readonly unknown[], query: URLSearchParams): Reply {
  const start = Number(query.get('page') ?? '0');
  const end = query.has('limit') ? start + Number(query.get('limit')) : entries.length;
  return ok({ data: entries.slice(start, end), next_page: end < entries.length ? String(end) : null });
}

function ok(body: unknown): Reply {
  return { kind: 'json', status: 200, headers: {}, body };
}
