import { scenarios } from './index';
import type { Scenario } from './scenario';

/** The scenario of this id, or a sentence that names those there are. */
export function findScenario(id: unknown): Scenario | string {
  const named = typeof id === 'string' ? `There is no scenario "${id.slice(0, 60)}".` : 'A scenario is named by its id.';
  return scenarios.find((scenario) => scenario.id === id) ?? `${named} Scenarios are: ${scenarios.map((scenario) => scenario.id).join(', ')}.`;
}
