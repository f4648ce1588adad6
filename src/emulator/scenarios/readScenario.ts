import { isSeconds } from '../isSeconds';
import { isObject } from '../json';
import { readLimits, type EmulatorLimits } from '../limits';
import { findScenario } from './findScenario';
import type { Scenario } from './scenario';
import { scenarioWith } from './scenarioWith';

/** A scenario from untrusted JSON: `{ "id": …, "retryAfterSeconds"?: …, "limits"?: … }`, its limits laid over `base`; else a sentence that says what is wrong. */
export function readScenario(json: unknown, base: EmulatorLimits): Scenario | string {
  if (!isObject(json)) return 'A scenario is a JSON object, for example {"id": "requests-per-minute", "retryAfterSeconds": 5}.';
  const unknown = Object.keys(json).find((name) => !names.includes(name));
  if (unknown !== undefined) return `A scenario has no "${unknown.slice(0, 60)}". It may have: ${names.join(', ')}.`;
  const scenario = findScenario(json.id);
  if (typeof scenario === 'string') return scenario;
  const { retryAfterSeconds } = json;
  if (retryAfterSeconds !== undefined && !isSeconds(retryAfterSeconds)) return 'retryAfterSeconds must be a whole number of seconds, at most 999,999,999.';
  const limits = readLimits(json.limits ?? {}, base);
  return typeof limits === 'string' ? limits : scenarioWith(scenario, { limits, retryAfterSeconds });
}

const names = ['id', 'retryAfterSeconds', 'limits'];
