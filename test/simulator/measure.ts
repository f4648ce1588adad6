import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { seededRandom } from '../../src/emulator/seededRandom';
import { type Outcome, outcomeOf } from '../../src/simulate/outcome';
import { run } from '../../src/simulate/run';
import { type Case, cases, seeds } from './cases';
import type { RealRun } from './runReal';

const execute = promisify(execFile);

/** A minute passes in ten seconds; what a request takes here counts as six times as long. */
const speed = 6;

/** What the real SDK made of a case, as the mean of all seeds. */
export interface Real {
  /** The share of calls that got their answer, 0 to 1. */
  readonly success: number;
  readonly requests: number;
  /** ms until the last call was through. */
  readonly drainedAt: number;
}

/** What the simulator makes of a case: the same numbers each time. */
export function simulated({ simulation }: Case): Outcome {
  return outcomeOf(
    seeds.map((seed) => run(simulation, seededRandom(seed))),
    simulation.workload.calls,
  );
}

/** Runs a case with the real SDK. Rejects where that does not end well. */
export async function measured(one: Case): Promise<Real> {
  const args = ['--require', path.join(__dirname, 'scaledTime.cjs'), '--import', 'tsx', path.join(__dirname, 'runReal.ts'), String(cases.indexOf(one)), ...seeds.map(String)];
  const { stdout } = await execute(process.execPath, args, { env: { ...process.env, HEADROOM_SPEED: String(speed) }, maxBuffer: 16 * 1024 * 1024 });
  const runs = JSON.parse(stdout) as readonly RealRun[];
  const mean = (of: (real: RealRun) => number) => runs.reduce((sum, real) => sum + of(real), 0) / runs.length;
  return { success: mean(({ succeeded }) => succeeded) / one.simulation.workload.calls, requests: mean(({ requests }) => requests), drainedAt: mean(({ drainedAt }) => drainedAt) };
}
