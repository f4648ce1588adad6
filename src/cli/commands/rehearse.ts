import { spawn } from 'node:child_process';
import { Command, Option } from 'commander';
import type { Scenario } from '../../emulator/scenarios/scenario';
import { scenarioWith } from '../../emulator/scenarios/scenarioWith';
import { startEmulator } from '../../emulator/server';
import { judgeRehearsal } from '../../rehearse/judgeRehearsal';
import { rehearsalText } from '../../rehearse/rehearsalText';
import type { Terminal } from '../terminal';
import { UsageError } from '../usageError';
import { readScenarioId, readSeconds } from './scenarioOptions';

interface Options {
  readonly scenario: Scenario;
  readonly retryAfter?: number;
  readonly format: 'text' | 'json';
}

/** `headroom rehearse`: runs a program against a local Claude API that fails in a chosen way, and says what the program did. `setCode` gets 1 where it fails the rehearsal. */
export function rehearseCommand(terminal: Terminal, setCode: (code: number) => void): Command {
  return new Command('rehearse')
    .description('run a program against a local Claude API that fails as you choose, and say whether it gets through')
    .requiredOption('--scenario <id>', 'what to rehearse; `headroom emulate --list-scenarios` lists them', readScenarioId)
    .addOption(new Option('--retry-after <seconds>', 'what the refusals ask to wait').argParser(readSeconds))
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .argument('<command...>', 'the program and its arguments, after --')
    .action(async (command: readonly string[], { scenario: chosen, retryAfter, format }: Options) => {
      const scenario = scenarioWith(chosen, { retryAfterSeconds: retryAfter });
      const emulator = await startEmulator({ scenario });
      try {
        await runProgram(command, terminal, emulator.url);
        const rehearsal = judgeRehearsal(scenario, emulator.requests);
        terminal.out(format === 'json' ? `${JSON.stringify({ version: 1, ...rehearsal }, undefined, 2)}\n` : rehearsalText(rehearsal));
        if (rehearsal.verdict !== 'passes') setCode(1);
      } finally {
        await emulator.close();
      }
    });
}

/** Resolves when the program has ended, however. Its output goes to the person, apart from the results. */
async function runProgram([program = '', ...args]: readonly string[], terminal: Terminal, url: string): Promise<void> {
  // A real key has no business in a rehearsal.
  const env = { ...process.env, ...terminal.env, ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: 'rehearsal' };
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program, args, { cwd: terminal.cwd, env, stdio: ['inherit', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => terminal.note(text.trimEnd()));
    child.on('error', (error) => reject(new UsageError(`${program} cannot be run (${'code' in error ? String(error.code) : error.message})`)));
    child.on('close', () => resolve());
  });
}
