import { programRunners } from '../models/programRunner';
import { prepare } from './prepare';
import type { Proof } from './proofs';
import { type Outcome, runStorm } from './runStorm';
import { type Storm, type StormId, storms } from './storms';

/** What a program did in one storm before it was fixed, and after. */
export interface Run {
  readonly storm: StormId;
  readonly claimed: boolean;
  readonly before: Outcome;
  readonly after: Outcome;
}

/** Runs proofs, a few at a time; each has a promise of its own that rejects where one of its programs cannot be run. */
export function runProofs(proofs: readonly Proof[], python = '', atOnce = 2): ReadonlyMap<Proof, Promise<readonly Run[]>> {
  const lanes = Array.from({ length: atOnce }, () => ({ runners: programRunners(python), last: Promise.resolve<unknown>(undefined) }));
  const runs = new Map(
    proofs.map((proof, index) => {
      const lane = lanes[index % atOnce]!;
      const run = lane.last.then(() => runProof(proof, python, lane.runners.open));
      // Whoever asked for the run hears of its failure; the next proof of the lane does not care.
      lane.last = run.catch(() => undefined);
      return [proof, run];
    }),
  );
  for (const { runners, last } of lanes) void last.then(runners.close);
  return runs;
}

async function runProof({ before, after, storms: stormy }: Proof, python: string, open: ReturnType<typeof programRunners>['open']): Promise<readonly Run[]> {
  const [unfixed, fixed] = [prepare(before), prepare(after)];
  const runs: Run[] = [];
  for (const { storm, claimed } of stormy) {
    const run = (file: string) => runStorm(file, storms[storm], open, python);
    runs.push({ storm, claimed, before: await run(unfixed), after: await run(fixed) });
  }
  return runs;
}

/** What is wrong with a run for a proof of what the storm asks; undefined where nothing is. */
export function whyNoProof({ storm, claimed, before, after }: Run): string | undefined {
  if (!claimed) return undefined;
  const { after: wanted }: Storm = storms[storm];
  if (wanted === 'succeeds') return after.succeeded ? undefined : `the fixed program fails:\n${after.output}`;
  if (after.succeeded) return 'the fixed program says nothing of the failure';
  if (wanted === 'stops at once' && !/429|limit|usage/i.test(after.output)) return `the fixed program does not say what failed:\n${after.output}`;
  if (wanted === 'stops at once') return after.requests.length === 1 ? undefined : `the fixed program sends ${after.requests.length} requests`;
  return after.requests.length < before.requests.length ? undefined : `the fixed program sends ${after.requests.length} requests, and the unfixed one ${before.requests.length}`;
}

/** True where the fix made a difference: the program failed before, or asked more often than it does now. */
export function isBetter({ before, after }: Run): boolean {
  return (after.succeeded && !before.succeeded) || before.requests.length > after.requests.length;
}

/** The seconds by which a request came before the time that the answer to the last one had named; 0 where none did, or where calls ran at once. */
export function tooEarly({ requests, waits = [] }: Outcome): number {
  return Math.max(0, ...waits.map((wait, index) => (requests[index]?.retryAfterSeconds ?? 0) - wait));
}
