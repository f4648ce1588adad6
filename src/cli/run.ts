import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { callsCommand } from './commands/calls';
import { checkCommand } from './commands/check';
import { diagnoseCommand } from './commands/diagnose';
import { emulateCommand } from './commands/emulate';
import { limitsCommand } from './commands/limits';
import { lspCommand } from './commands/lsp';
import { observeCommand } from './commands/observe';
import { rehearseCommand } from './commands/rehearse';
import { simulateCommand } from './commands/simulate';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

/** Runs one command. Resolves to the exit code: 0, or 1 for `check` with warnings and `rehearse` of a program that fails it, or 2 where the command was called wrongly. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let code = 0;
  const program = new Command('headroom')
    .description('Lints the retry policy of Claude API calls and diagnoses 429s.')
    .version(version)
    .addCommand(checkCommand(terminal, (result) => (code = result)))
    .addCommand(callsCommand(terminal))
    .addCommand(diagnoseCommand(terminal))
    .addCommand(emulateCommand(terminal))
    .addCommand(rehearseCommand(terminal, (result) => (code = result)))
    .addCommand(observeCommand(terminal))
    .addCommand(limitsCommand(terminal))
    .addCommand(simulateCommand(terminal))
    .addCommand(lspCommand());
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.note(text.trimEnd()) });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has told the user already; asking for help is no mistake.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof UsageError)) throw error;
    terminal.note(`headroom: ${error.message}`);
    return 2;
  }
}
