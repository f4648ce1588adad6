import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Fault } from '../../../src/emulator/faults';
import type { EmulatorLimits } from '../../../src/emulator/limits';
import type { RecordedRequest } from '../../../src/emulator/recordedRequest';
import { startEmulator } from '../../../src/emulator/server';

/** How a program ended, and what it sent. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly requests: readonly RecordedRequest[];
}

const fixtures = path.join(__dirname, '..', '..', 'fixtures', 'lint');
const tsx = createRequire(__filename).resolve('tsx/cli');

/** Runs a fixture as a program of its own against an emulator that has these faults on order, and these limits. */
export async function runProgram(name: string, faults: readonly Fault[], python: string, limits: Partial<EmulatorLimits> = {}): Promise<Ended> {
  const emulator = await startEmulator({ seed: 1, faults, limits });
  try {
    const { code, output } = await runAgainst(emulator.url, name, python);
    return { code, output, requests: [...emulator.requests] };
  } finally {
    await emulator.close();
  }
}

/** Runs a fixture as a program of its own against a service at an address. */
export function runAgainst(url: string, name: string, python: string): Promise<Pick<Ended, 'code' | 'output'>> {
  return start(commandOf(name, python), url);
}

function commandOf(name: string, python: string): readonly string[] {
  const file = path.join(fixtures, name);
  if (name.endsWith('.py')) return [python, file];
  return name.endsWith('.ts') ? [process.execPath, tsx, file] : [process.execPath, file];
}

function start([command = '', ...args]: readonly string[], url: string): Promise<Pick<Ended, 'code' | 'output'>> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: 'test-key', ANTHROPIC_AUTH_TOKEN: undefined, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1', PYTHONUTF8: '1', PYTHONDONTWRITEBYTECODE: '1' };
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString() }));
  });
}
