import { scenariosOfCredentials } from './scenariosOfCredentials';
import { scenariosOfLimits } from './scenariosOfLimits';
import { scenariosOfOthers } from './scenariosOfOthers';
import { scenariosOfSpending } from './scenariosOfSpending';
import type { Scenario } from './scenario';

/** Every failure that can be rehearsed: one for each cause that a server can produce. */
export const scenarios: readonly Scenario[] = [...scenariosOfLimits, ...scenariosOfSpending, ...scenariosOfCredentials, ...scenariosOfOthers];
