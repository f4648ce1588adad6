import type { RuleSettings } from '../lint/analysis';
import type { Severity } from '../lint/finding';
import { rules } from '../lint/rules/index';
import { levels } from '../lint/rules/levels';

export interface ServerSettings {
  readonly enable: boolean;
  readonly rules: RuleSettings;
}

/** The settings below `headroom`, from whatever the client holds there; a value of the wrong kind counts as not set. */
export function readSettings(value: unknown): ServerSettings {
  const settings = isObject(value) ? value : {};
  return { enable: settings.enable !== false, rules: readRules(settings.rules) };
}

function readRules(value: unknown): RuleSettings {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    rules.flatMap(({ id }) => {
      const level = value[id];
      return isLevel(level) ? [[id, level]] : [];
    }),
  );
}

function isLevel(value: unknown): value is Severity | 'off' {
  return levels.some((level) => level === value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
