import { createRequire } from 'node:module';
import path from 'node:path';
import type { Fault } from '../../../src/emulator/faults';
import type { EmulatorLimits } from '../../../src/emulator/limits';
import type { RecordedRequest } from '../../../src/emulator/recordedRequest';
import { startEmulator } from '../../../src/emulator/server';
import { type Ended, localEnvironment, runCommand } from '../../support/runCommand';
import { interpreter } from './python';

/** How a program ended, and what it sent. */
export interface Ran extends Ended {
  readonly requests: readonly RecordedRequest[];
}

const fixtures = path.join(__dirname, '..', '..', 'fixtures', 'lint');
const tsx = createRequire(__filename).resolve('tsx/cli');

/** Runs a fixture as a program of its own against an emulator that has these faults on order, and these limits. */
export async function runProgram(name: string, faults: readonly Fault[], limits: Partial<EmulatorLimits> = {}): Promise<Ran> {
  const emulator = await startEmulator({ seed: 1, faults, limits });
  try {
    const { code, output } = await runAgainst(emulator.url, name);
    return { code, output, requests: [...emulator.requests] };
  } finally {
    await emulator.close();
  }
}

/** Runs a fixture as a program of its own against a service at an address. */
export function runAgainst(url: string, name: string): Promise<Ended> {
  return runCommand(commandOf(name), localEnvironment({ ANTHROPIC_BASE_URL: url, PYTHONDONTWRITEBYTECODE: '1' }));
}

function commandOf(name: string): readonly string[] {
  const file = path.join(fixtures, name);
  if (name.endsWith('.py')) return [interpreter(), file];
  return name.endsWith('.ts') ? [process.execPath, tsx, file] : [process.execPath, file];
}
