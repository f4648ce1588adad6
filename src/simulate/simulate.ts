import { seededRandom } from '../emulator/seededRandom';
import { type Outcome, outcomeOf } from './outcome';
import { type Simulation, run } from './run';

/** Calls over all runs that say enough of a share: a run of many is one, and of few there are five. */
const enoughCalls = 1_000;
const mostRuns = 5;

/** What becomes of a program's calls, as the mean of some runs. The same seed gives the same numbers. */
export function simulate(simulation: Simulation, seed: number): Outcome {
  const { calls } = simulation.workload;
  const count = Math.min(mostRuns, Math.max(1, Math.ceil(enoughCalls / Math.max(1, calls))));
  return outcomeOf(
    Array.from({ length: count }, (_, index) => run(simulation, seededRandom(seed + index))),
    calls,
  );
}
