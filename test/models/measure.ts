import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ClaudeCall } from '../../src/lint/call';
import type { Runners } from './programRunner';
import { type Run, runUnder } from './runUnder';
import { type Scenario, type ScenarioId, scenarios } from './scenarios';

/** What a program did in each scenario. Only a program that streams has the one of the broken stream. */
export interface Measured {
  readonly runs: Readonly<Record<Exclude<ScenarioId, 'broken'>, Run>> & { readonly broken?: Run };
  /** After so many failures the service answered with a success: more requests mean that nothing ends them. */
  readonly failures: number;
}

/** Runs a program in every scenario, often enough to see whether it stops when the linter says so. */
export async function measure(file: string, call: ClaudeCall, runners: Runners): Promise<Measured> {
  const attempts = call.policy.layers.map((layer) => layer.attempts).filter((count) => typeof count === 'number');
  const failures = Math.max(20, attempts.reduce((product, count) => product * count, 1) + 5);
  const folder = mkdtempSync(path.join(tmpdir(), 'headroom-model-'));
  const runner = runners.open(file);
  try {
    const runs: Record<string, Run> = {};
    for (const [id, scenario] of Object.entries<Scenario>(scenarios)) {
      // Without a second request there is no wait that jitter could lengthen.
      if (id === 'limitedHigh' && runs.limited?.requests === 1) runs[id] = runs.limited;
      else if (id !== 'broken' || call.streaming) runs[id] = await runUnder(runner, { scenario, failures, timeline: path.join(folder, `${id}.json`) });
    }
    return { runs: runs as unknown as Measured['runs'], failures };
  } finally {
    runner.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
