/** Models that `GET /v1/models` lists. Any other `claude-…` name is answered as well. Source: `Model` of @anthropic-ai/sdk 1.13.0. */
const ids = [
  'claude-haiku-5-5',
  'claude-sonnet-5-5',
  'claude-opus-5-5',
  'claude-fable-5-1',
  'claude-sonnet-5',
  'claude-opus-5',
  'claude-opus-4-8',
  'claude-sonnet-4-6',
  'claude-haiku-4-5-20251001',
];

/** The list of models, one page. */
export function modelList(): unknown {
  return { data: ids.map(modelInfo), first_id: ids[0], last_id: ids.at(-1), has_more: false };
}

/** One model, or `undefined` for a name that is not a Claude model. */
export function findModel(id: string): unknown {
  return id.startsWith('claude-') ? modelInfo(id) : undefined;
}

function modelInfo(id: string): unknown {
  const [line = '', ...version] = id.replace(/^claude-/, '').replace(/-\d{8}$/, '').split('-');
  const displayName = `Claude ${line.charAt(0).toUpperCase()}${line.slice(1)} ${version.join('.')}`;
  // The API documents an epoch value for a release date that is not known.
  return { type: 'model', id, display_name: displayName, created_at: '1970-01-01T00:00:00Z', lifecycle: 'active', deprecated_at: null, retires_at: null, line, max_input_tokens: null, max_tokens: null, capabilities: null };
}
