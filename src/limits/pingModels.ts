import { isClaudeModel } from './isClaudeModel';
import { modelClass } from './modelClass';
import { usedModels } from './usedModels';

export interface ModelsChoice {
  /** What the user set. */
  readonly setting?: string;
  /** The calls of the workspace. */
  readonly calls: readonly { readonly model?: string }[];
}

/** More classes than this would let each wait for its turn too long. */
const mostClasses = 3;

/** $0.10 and $0.50 per million tokens. Source: platform.claude.com/docs/en/models/haiku-5-5/overview, October 2026. */
const cheapestModel = 'claude-haiku-5-5';

/**
 * The models to ping in turn, never none: the user's setting alone, else one of each class that the workspace's calls name, the most used first, else the cheapest.
 * A workspace's text is taken only if it looks like a model of the Claude API.
 */
export function pingModels({ setting = '', calls }: ModelsChoice): readonly string[] {
  if (setting.trim() !== '') return [setting.trim()];
  const used = usedModels(calls).flatMap(({ model }) => (isClaudeModel(model) ? [model] : []));
  const classes = [...new Map(used.toReversed().map((model) => [modelClass(model), model])).values()];
  const found = used.filter((model) => classes.includes(model)).slice(0, mostClasses);
  return found.length > 0 ? found : [cheapestModel];
}

/** Of these models the one that was asked, or told of, the longest ago; the first where several never were. `lastAt` gives that time of a model class, in ms. */
export function longestUnread(models: readonly string[], lastAt: (modelClass: string) => number | undefined): string {
  const at = (model: string) => lastAt(modelClass(model)) ?? -Infinity;
  return models.reduce((oldest, model) => (at(model) < at(oldest) ? model : oldest));
}
