import type { ClaudeCall } from '../../src/lint/call';
import { type Check, compare } from './compare';
import { lintPrograms } from './lintPrograms';
import { type Measured, measure } from './measure';
import { type Runners, programRunners } from './programRunner';
import type { Program } from './programs';

/** What the linter says of a program's call, and what runs of it showed. */
export interface Row {
  readonly program: Program;
  readonly call: ClaudeCall;
  readonly measured: Measured;
  readonly checks: readonly Check[];
}

/** Measures programs, a few at a time; each has a promise of its own that rejects where it cannot be measured. */
export function measureAll(programs: readonly Program[], python: string | undefined, atOnce = 2): ReadonlyMap<Program, Promise<Row>> {
  const linted = lintPrograms(programs.map(({ file }) => file));
  const lanes = Array.from({ length: atOnce }, () => ({ runners: programRunners(python), last: Promise.resolve<unknown>(undefined) }));
  const rows = new Map(
    programs.map((program, index) => {
      const lane = lanes[index % atOnce]!;
      const row = lane.last.then(() => rowOf(program, linted, lane.runners));
      // Whoever asked for the row hears of its failure; the next program of the lane does not care.
      lane.last = row.catch(() => undefined);
      return [program, row];
    }),
  );
  for (const { runners, last } of lanes) void last.then(runners.close);
  return rows;
}

async function rowOf(program: Program, linted: ReturnType<typeof lintPrograms>, runners: Runners): Promise<Row> {
  const [call, ...others] = (await linted).get(program.file) ?? [];
  if (call === undefined || others.length > 0) throw new Error(`The linter finds ${call === undefined ? 'no Claude call' : `${others.length + 1} Claude calls`} in ${program.name}, and there is one.`);
  const measured = await measure(program.file, call, runners);
  return { program, call, measured, checks: compare(call, measured) };
}
