import type { Evidence } from './evidence';
import type { NextStep } from './nextStep';

/** How to see the limits coming: off the program's own answers, and as they are configured; what is known already is left out. */
export function watchSteps({ history, configured }: Pick<Evidence, 'history' | 'configured'>): readonly NextStep[] {
  const isWatched = history.some(({ source }) => source !== undefined);
  return [
    ...(isWatched ? [] : [{ text: 'Watch the limits while the program runs: the pass-through reads them off its own answers and says how near it is.', action: 'pass-through' as const }]),
    ...(configured ? [] : [{ text: 'Read the configured limits (this needs an admin key): they say whether the workspace has less than its organization.', action: 'configured-limits' as const }]),
  ];
}
