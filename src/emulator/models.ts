import { knownModels } from '../limits/knownModels';

/** The list of models, one page. Any other `claude-…` name is answered as well. */
export function modelList(): unknown {
  return { data: knownModels.map(modelInfo), first_id: knownModels[0], last_id: knownModels.at(-1), has_more: false };
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
