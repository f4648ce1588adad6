import { isObject, parseJson } from '../json';
import type { ApiCall } from '../apiCall';

/** Whose endpoint it is. */
export type CloudProvider = 'bedrock' | 'vertex';

export interface CloudCall {
  readonly provider: CloudProvider;
  /** The call as the Claude API would get it. */
  readonly call: ApiCall;
}

/**
 * A call in the form of Amazon Bedrock (`/model/{id}/invoke`) or of Vertex AI (`…/models/{id}:rawPredict`), or `undefined`. Model and
 * streaming are in the path there, the version in the body: as @anthropic-ai/bedrock-sdk 1.1.3 and vertex-sdk 1.1.3 send them.
 */
export function cloudCallOf(call: ApiCall): CloudCall | undefined {
  const bedrock = /^\/model\/([^/]{1,200})\/invoke(-with-response-stream)?$/.exec(call.path);
  const vertex = bedrock === null ? /\/models\/([^/:]{1,200}):(rawPredict|streamRawPredict)$/.exec(call.path) : null;
  const [, id, how] = bedrock ?? vertex ?? [];
  if (id === undefined) return undefined;
  const provider = bedrock === null ? 'vertex' : 'bedrock';
  const json = parseJson(call.body ?? '');
  const body = isObject(json) ? JSON.stringify({ ...json, model: modelOf(id), stream: provider === 'bedrock' ? how !== undefined : how === 'streamRawPredict' }) : call.body;
  return { provider, call: { ...call, path: '/v1/messages', version: '2023-06-01', body } };
}

/** `us.anthropic.claude-sonnet-4-5-20250929-v1:0` and `claude-sonnet-4-5@20250929` as the Claude API calls them. */
function modelOf(id: string): string {
  const name = /claude-[a-z0-9.-]{1,100}/.exec(id)?.[0] ?? id;
  return name.replace(/-v\d{1,3}$/, '');
}
