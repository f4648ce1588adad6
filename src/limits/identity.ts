import type { HeaderLookup } from './values';

/** Who sent a request and which one it was. Kept apart from the limits so that a report can leave it out. */
export interface Identity {
  /** Names the request to Anthropic's support. Not a secret. */
  readonly requestId?: string;
  readonly organizationId?: string;
  readonly workspaceId?: string;
}

/** Reads the ids of a response. Source of the names: platform.claude.com/docs/en/api/overview, "Response headers". */
export function readIdentity(header: HeaderLookup): Identity {
  const requestId = header('request-id');
  const organizationId = header('anthropic-organization-id');
  const workspaceId = header('anthropic-workspace-id');
  return {
    ...(requestId && { requestId }),
    ...(organizationId && { organizationId }),
    ...(workspaceId && { workspaceId }),
  };
}
