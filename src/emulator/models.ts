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
  const [line = '', ...version] = id.replace(/^claude-/, '').replace(/-\d{8}$/, '').split('-');
  const displayName = `Claude ${line.charAt(0).toUpperCase()}${line.slice(1)} ${version.join('.')}`;
  // The API documents an epoch value for a release date that is not known.
  return { type: 'model', id, display_name: displayName, created_at: '1970-01-01T00:00:00Z', lifecycle: 'active', deprecated_at: null, retires_at: null, line, max_input_tokens: null, max_tokens: null, capabilities: null };
}
