import { InvalidArgumentError } from 'commander';
import { findScenario } from '../../emulator/scenarios/findScenario';
import type { Scenario } from '../../emulator/scenarios/scenario';

/** Reads whole seconds. Throws commander's error, in words, for anything else. */
export function readSeconds(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is a whole number of seconds.');
  return Number(text);
}

/** Finds a scenario by its id. Throws commander's error, which names those that there are, for any other. */
export function readScenarioId(id: string): Scenario {
  const scenario = findScenario(id);
  if (typeof scenario === 'string') throw new InvalidArgumentError(scenario);
  return scenario;
}
