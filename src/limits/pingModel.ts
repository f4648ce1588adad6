import { isClaudeModel } from './isClaudeModel';

export interface ModelChoice {
  /** What the user set. */
  readonly setting?: string;
  /** What the workspace's own calls name. */
  readonly workspace?: string;
}

/**
 * The model to ping. Limits are per model class, so a reading helps only for the model that the code calls:
 * the user's setting first, then the workspace's model, then the cheapest.
 * A workspace's text is taken only if it looks like a model of the Claude API.
 */
export function choosePingModel({ setting, workspace }: ModelChoice): string {
  if (setting !== undefined && setting.trim() !== '') return setting.trim();
  return workspace !== undefined && isClaudeModel(workspace) ? workspace : cheapestModel;
}

/** $0.10 and $0.50 per million tokens. Source: platform.claude.com/docs/en/models/haiku-5-5/overview, October 2026. */
const cheapestModel = 'claude-haiku-5-5';
