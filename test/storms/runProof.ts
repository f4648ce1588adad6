import { programRunners } from '../models/programRunner';
import { prepare } from './prepare';
import type { Proof } from './proofs';
import { type Outcome, type Running, runStorm } from './runStorm';
import { type Storm, type StormId, storms } from './storms';

/** What a program did in one storm before it was fixed, and after. */
export interface Run {
  readonly storm: StormId;
  readonly claimed: boolean;
  readonly before: Outcome;
  readonly after: Outcome;
  /** The same with other random numbers, where chance is to make a difference. */
  readonly again?: { readonly before: Outcome; readonly after: Outcome };
}

/** Runs proofs, a few at a time; each has a promise of its own that rejects where one of its programs cannot be run. */
export function runProofs(proofs: readonly Proof[], python = '', atOnce = 2): ReadonlyMap<Proof, Promise<readonly Run[]>> {
  const lanes = Array.from({ length: atOnce }, () => ({ runners: programRunners(python), last: Promise.resolve<unknown>(undefined) }));
  const runs = new Map(
    proofs.map((proof, index) => {
      const lane = lanes[index % atOnce]!;
      const run = lane.last.then(() => runProof(proof, { open: lane.runners.open, python }));
      // Whoever asked for the run hears of its failure; the next proof of the lane does not care.
      lane.last = run.catch(() => undefined);
      return [proof, run];
    }),
  );
  for (const { runners, last } of lanes) void last.then(runners.close);
  return runs;
}

async function runProof({ before, after, storms: stormy }: Proof, running: Running): Promise<readonly Run[]> {
  const [unfixed, fixed] = [prepare(before), prepare(after)];
  const runs: Run[] = [];
  for (const { storm, claimed } of stormy) {
    const both = async (random: number) => {
      const run = (file: string) => runStorm(file, storms[storm], { ...running, random });
      return { before: await run(unfixed), after: await run(fixed) };
    };
    runs.push({ storm, claimed, ...(await both(0.5)), ...(storms[storm].after === 'waits by chance' && { again: await both(0.9) }) });
  }
  return runs;
}

/** What is wrong with a run for a proof of what the storm asks; undefined where nothing is. */
export function whyNoProof({ storm, claimed, before, after, again }: Run): string | undefined {
  if (!claimed) return undefined;
  const { after: wanted }: Storm = storms[storm];
  if (wanted === 'waits by chance') {
    if (!after.succeeded) return `the fixed program fails:\n${after.output}`;
    return differ(after, again?.after) && !differ(before, again?.before) ? undefined : 'chance makes no difference, or made one before';
  }
  if (wanted === 'succeeds') return after.succeeded ? undefined : `the fixed program fails:\n${after.output}`;
  if (after.succeeded) return 'the fixed program says nothing of the failure';
  if (wanted === 'stops at once' && !/\b4\d\d\b|limit|usage/i.test(after.output)) return `the fixed program does not say what failed:\n${after.output}`;
  if (wanted === 'stops at once') return after.requests.length === 1 ? undefined : `the fixed program sends ${after.requests.length} requests`;
  return after.requests.length < before.requests.length ? undefined : `the fixed program sends ${after.requests.length} requests, and the unfixed one ${before.requests.length}`;
}

/** In all, for calls that run at once come back in any order. */
function differ(one: Outcome, other: Outcome | undefined): boolean {
  return other !== undefined && Math.abs(waited(one) - waited(other)) > 0.01;
}

/** True where the fix made a difference: the program failed before, asked more often or too early, or chance has a part in its waits now. */
export function isBetter({ before, after, again }: Run): boolean {
  if ((after.succeeded && !before.succeeded) || before.requests.length > after.requests.length) return true;
  return again !== undefined || tooEarly(before) > tooEarly(after) || waited(before) > waited(after) + 1;
}

/** Seconds between the first request and the last. */
export function waited({ waits = [] }: Outcome): number {
  return waits.reduce((sum, wait) => sum + wait, 0);
}

/** The seconds by which a request came before the time that the answer to the last one had named; 0 where none did, or where calls ran at once. */
export function tooEarly({ requests, waits = [] }: Outcome): number {
  return Math.max(0, ...waits.map((wait, index) => (requests[index]?.retryAfterSeconds ?? 0) - wait));
}
