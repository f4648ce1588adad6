/** Models that `GET /v1/models` lists. Any other `claude-…` name is answered as well. Source: `Model` of @anthropic-ai/sdk 1.13.0. */
export const modelIds = [
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
  return { data: modelIds.map(modelInfo), first_id: modelIds[0], last_id: modelIds.at(-1), has_more: false };
}

/** One model, or `undefined` for a name that is not a Claude model. */
export function findModel(id: string): unknown {
  return id.startsWith('claude-') ? modelInfo(id) : undefined;
}

function modelInfo(id: string): unknown {
  // The API documents an epoch value for a release date that is not known.
  return { type: 'model', id, display_name: displayName(id), created_at: '1970-01-01T00:00:00Z', lifecycle: 'active', deprecated_at: null, retires_at: null, line: lineOf(id), max_input_tokens: null, max_tokens: null, capabilities: null };
}

/** `Claude Opus 5.5` for `claude-opus-5-5`. */
export function displayName(id: string): string {
  const line = lineOf(id);
  const version = id.slice(`claude-${line}-`.length).replace(/-?\d{8}$/, '');
  return `Claude ${line.charAt(0).toUpperCase()}${line.slice(1)} ${version.replaceAll('-', '.')}`;
}

function lineOf(id: string): string {
  return id.replace(/^claude-/, '').split('-')[0] ?? '';
}
