import { readFileSync } from 'node:fs';
import { startEmulator } from '../../src/emulator/server';
import { startFront } from './front';
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
  const front = await startFront(emulator.url);
  try {
    const { code, output } = await run({ ...addresses(front.url), HEADROOM_TIMELINE: timeline, HEADROOM_RANDOM: String(scenario.random ?? 0.5) });
    const fail = (what: string) => new Error(`In the scenario "${scenario.title}" the program ${what}.\n${output}`);
    if (code !== 0) throw fail(`ended with ${code}`);
    const { sent, end } = JSON.parse(readFileSync(timeline, 'utf8')) as { readonly sent: readonly number[]; readonly end: number };
    const requests = emulator.requests.length;
    if (requests === 0) throw fail('sent nothing');
    const refused = emulator.requests.find(({ status, reason }) => (status ?? 200) !== 200 && reason !== scenario.fault?.kind);
    if (refused !== undefined) throw fail(`sent what the API refuses with ${String(refused.status)} (${refused.reason ?? ''})`);
    if (sent.length !== requests) throw fail(`sent ${sent.length} requests, of which ${requests} arrived`);
    return { requests, waits: sent.slice(1).map((time, index) => (time - sent[index]!) / 1000), waited: end / 1000 };
  } finally {
    await front.close();
    await emulator.close();
  }
}

/** The environment that leads every SDK to this address, whatever service it is made for. */
export function addresses(url: string): Readonly<Record<string, string>> {
  return { ANTHROPIC_BASE_URL: url, AWS_ENDPOINT_URL: url, AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret', OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEY: 'test-key' };
}
