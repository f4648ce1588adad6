import type { Severity } from '../finding';
import { rules } from './index';
import { levels } from './levels';
import type { Rule } from './rule';

export function ruleNamed(id: string | undefined): Rule | undefined {
  return rules.find((rule) => rule.id === id);
}

export function levelNamed(name: unknown): Severity | 'off' | undefined {
  return levels.find((level) => level === name);
}

/** What to tell somebody who names a rule that there is not. */
export function rulesThereAre(): string {
  return `Rules are: ${rules.map(({ id }) => id).join(', ')}.`;
}

/** What to tell somebody who sets a rule to something that is no level. */
export function levelsThereAre(): string {
  return `Levels are: ${levels.join(', ')}.`;
}
