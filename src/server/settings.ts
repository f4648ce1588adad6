import type { RuleSettings } from '../lint/analysis';
import type { FileConfig } from '../io/config/configFiles';
import { rules } from '../lint/rules/index';
import { levelNamed } from '../lint/rules/lookup';

export interface ServerSettings {
  readonly enable: boolean;
  readonly rules: RuleSettings;
}

/** The settings below `headroom`, from whatever the client holds there; a value of the wrong kind counts as not set. */
export function readSettings(value: unknown): ServerSettings {
  const settings = isObject(value) ? value : {};
  return { enable: settings.enable !== false, rules: readRules(settings.rules) };
}

/** Settings for a file of a project: its config is everybody's and wins, as in continuous integration, for the rules that it names. */
export function inProject({ enable, rules: own }: ServerSettings, { rules: shared, excluded }: FileConfig): ServerSettings {
  return { enable: enable && !excluded, rules: { ...own, ...shared } };
}

function readRules(value: unknown): RuleSettings {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    rules.flatMap(({ id }) => {
      const level = levelNamed(value[id]);
      return level === undefined ? [] : [[id, level]];
    }),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
