import { usedModels } from './usedModels';

/** The model that most calls name, the first of the alphabet among equals; undefined when none is named. */
export function mostUsedModel(calls: readonly { readonly model?: string }[]): string | undefined {
  return usedModels(calls)[0]?.model;
}
