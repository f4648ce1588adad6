import { readFileSync } from 'node:fs';
import { startEmulator } from '../../src/emulator/server';
import type { ProgramRunner } from './programRunner';
import type { Scenario } from './scenarios';

/** What a program sent in one scenario. */
export interface Run {
  readonly requests: number;
  /** Seconds that it waited before each request but the first. */
  readonly waits: readonly number[];
  /** Seconds that it waited in all, after the last request too. */
  readonly waited: number;
}

export interface RunOptions {
  readonly scenario: Scenario;
  /** How many requests fail; the next one succeeds. */
  readonly failures: number;
  /** A file that the run may write. */
  readonly timeline: string;
}

/** Runs a program against an emulator that fails as the scenario says. Throws where the program does not end well. */
export async function runUnder({ run }: ProgramRunner, { scenario, failures, timeline }: RunOptions): Promise<Run> {
  const emulator = await startEmulator({ seed: 1, ...(scenario.fault && { faults: [{ ...scenario.fault, times: failures }] }) });
  try {
    const { code, output } = await run({ ANTHROPIC_BASE_URL: emulator.url, HEADROOM_TIMELINE: timeline, HEADROOM_RANDOM: String(scenario.random ?? 0.5) });
    const fail = (what: string) => new Error(`In the scenario "${scenario.title}" the program ${what}.\n${output}`);
    if (code !== 0) throw fail(`ended with ${code}`);
    const { sent, end } = JSON.parse(readFileSync(timeline, 'utf8')) as { readonly sent: readonly number[]; readonly end: number };
    const requests = emulator.requests.length;
    if (requests === 0) throw fail('sent nothing');
    if (sent.length !== requests) throw fail(`sent ${sent.length} requests, of which ${requests} arrived`);
    return { requests, waits: sent.slice(1).map((time, index) => (time - sent[index]!) / 1000), waited: end / 1000 };
  } finally {
    await emulator.close();
  }
}
