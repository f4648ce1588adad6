import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Counts } from '../support/countingReporter';
import type { Step } from './steps';

/** What a step came to. */
export interface Outcome extends Counts {
  readonly step: string;
  readonly seconds: number;
  /** Why it failed, in its own words; empty where it did not. */
  readonly failures: string;
}

const usualLimit = 10;

/** Runs a step in a process of its own and prints its output as one block when it has ended. */
export async function runStep(step: Step): Promise<Outcome> {
  const results = path.resolve('out', `${step.name}.results.json`);
  rmSync(results, { force: true });
  console.log(`--- ${step.name} …`);
  const start = performance.now();
  const { code, output } = await run(step, { ...process.env, HEADROOM_RESULTS: results });
  const seconds = (performance.now() - start) / 1000;
  const counts = step.counts === 'one' ? one(code) : counted(results, code);
  console.log(`\n=== ${step.name}: ${counts.failed === 0 ? 'ok' : 'FAILED'} (${seconds.toFixed(1)} s)\n${output.trimEnd()}`);
  return { step: step.name, ...counts, seconds, failures: counts.failed === 0 ? '' : failuresIn(output) };
}

/** Where mocha lists its failures, from there on; the end of the output elsewhere. */
function failuresIn(output: string): string {
  const lines = output.trimEnd().split('\n');
  const from = lines.findLastIndex((line) => /^\s+\d+ failing\b/.test(line));
  return (from === -1 ? lines.slice(-20) : lines.slice(from, from + 60)).join('\n');
}

function one(code: number): Counts {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A run that ended badly though no test failed, or that held no test, is a failure of its own. */
function counted(results: string, code: number): Counts {
  const counts = existsSync(results) ? (JSON.parse(readFileSync(results, 'utf8')) as Counts) : { passed: 0, failed: 0 };
  if (counts.failed > 0 || (code === 0 && counts.passed > 0)) return counts;
  return { ...counts, failed: 1 };
}

function run({ command, limitMinutes = usualLimit }: Step, env: NodeJS.ProcessEnv): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: limitMinutes * 60_000 });
    let output = '';
    const read = (text: string) => (output += text);
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code, signal) => resolve({ code: code ?? 1, output: signal === null ? output : `${output}\nEnded by ${signal} after ${limitMinutes} minutes.` }));
  });
}
