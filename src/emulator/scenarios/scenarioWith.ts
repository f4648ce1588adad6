import type { EmulatorLimits } from '../limits';
import type { Scenario } from './scenario';

/** What to change in a scenario. */
export interface ScenarioChange {
  /** Limits of the organization, for example from the last snapshot. */
  readonly limits?: Partial<EmulatorLimits>;
  /** Seconds that its answers ask to wait; one whose answers have no `retry-after` stays without. */
  readonly retryAfterSeconds?: number;
}

/** The scenario with other limits and waits. A workspace that has lower limits keeps them at half of its organization's, or lower. */
export function scenarioWith(scenario: Scenario, { limits, retryAfterSeconds }: ScenarioChange): Scenario {
  const faults = retryAfterSeconds === undefined ? scenario.faults : scenario.faults.map((fault) => (hasWait(fault) ? { ...fault, retryAfterSeconds } : fault));
  if (limits === undefined) return { ...scenario, faults };
  const { workspace } = scenario.limits ?? {};
  return { ...scenario, faults, limits: { ...limits, ...scenario.limits, ...(workspace !== undefined && { workspace: lowered(workspace, limits) }) } };
}

type Workspace = NonNullable<EmulatorLimits['workspace']>;

function lowered(workspace: Workspace, organization: Partial<EmulatorLimits>): Workspace {
  const names = ['rpm', 'itpm', 'otpm'] as const;
  const lower = names.flatMap((name) => (workspace[name] === undefined ? [] : [[name, Math.max(1, Math.floor(Math.min(workspace[name], (organization[name] ?? Infinity) / 2)))] as const]));
  return Object.fromEntries(lower);
}

const hasWait = ({ retryAfterSeconds }: Scenario['faults'][number]) => typeof retryAfterSeconds === 'number';
