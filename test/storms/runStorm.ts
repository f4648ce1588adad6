import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RecordedRequest } from '../../src/emulator/recordedRequest';
import { startEmulator } from '../../src/emulator/server';
import { startFront } from '../models/front';
import type { ProgramRunner } from '../models/programRunner';
import { addresses } from '../models/runUnder';
import { localEnvironment, runCommand } from '../support/runCommand';
import type { Storm } from './storms';

/** How a program ended in a storm. */
export interface Outcome {
  readonly succeeded: boolean;
  readonly output: string;
  readonly requests: readonly Pick<RecordedRequest, 'status' | 'retryAfterSeconds'>[];
  /** Seconds between a request and the one before; undefined in real time. */
  readonly waits?: readonly number[];
}

export interface Running {
  readonly open: (file: string) => ProgramRunner;
  /** The command of Python. */
  readonly python: string;
  /** What every random number of the program is; a half when left out. */
  readonly random?: number;
}

const start = Date.UTC(2026, 5, 1);

/** Runs a program while the service does what the storm says. Throws where the run itself cannot be trusted. */
export async function runStorm(program: string, { service, others = 0, realTime }: Storm, { open, python, random = 0.5 }: Running): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), 'headroom-storm-'));
  const [timeline, clock] = [path.join(folder, 'timeline.json'), path.join(folder, 'clock')];
  writeFileSync(clock, '0');
  // The program's waits are virtual: its buckets refill as its clock goes.
  const now = () => start + Number(readFileSync(clock, 'utf8'));
  const emulator = await startEmulator({ seed: 1, ...service, ...(!realTime && { now }) });
  const front = await startFront(emulator.url);
  try {
    for (let other = 0; other < others; other++) await ask(emulator.url);
    const environment = addresses(front.url);
    const { code, output } = realTime ? await runCommand([program.endsWith('.py') ? python : process.execPath, program], localEnvironment(environment)) : await runVirtually(open(program), { ...environment, HEADROOM_TIMELINE: timeline, HEADROOM_CLOCK: clock, HEADROOM_RANDOM: String(random) });
    const requests = emulator.requests.slice(others);
    if (requests.length === 0) throw new Error(`${path.basename(program)} sent nothing.\n${output}`);
    const result = { succeeded: code === 0, output, requests };
    if (realTime) return result;
    const { sent } = JSON.parse(readFileSync(timeline, 'utf8')) as { readonly sent: readonly number[] };
    if (sent.length !== requests.length) throw new Error(`${path.basename(program)} sent ${sent.length} requests, of which ${requests.length} arrived.\n${output}`);
    return { ...result, waits: sent.slice(1).map((time, index) => (time - sent[index]!) / 1000) };
  } finally {
    await front.close();
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ask(url: string): Promise<void> {
  const headers = { 'content-type': 'application/json', 'anthropic-version': '2023-06-01', 'x-api-key': 'test-key' };
  const answer = await fetch(`${url}/v1/messages`, { method: 'POST', headers, body: JSON.stringify({ model: 'claude-haiku-5-5', max_tokens: 1, messages: [{ role: 'user', content: 'Hi' }] }) });
  await answer.text();
}

async function runVirtually(runner: ProgramRunner, environment: Readonly<Record<string, string>>): ReturnType<ProgramRunner['run']> {
  try {
    return await runner.run(environment);
  } finally {
    runner.close();
  }
}
