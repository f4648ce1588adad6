import path from 'node:path';
import { Command } from 'commander';
import { diagnoseText } from '../../diagnose/diagnoseText';
import { summarizeCalls } from '../../diagnose/summarizeCalls';
import { decode, readSource, type ReadResult } from '../../io/readSource';
import { lintPaths } from '../lintPaths';
import type { Terminal } from '../terminal';
import { UsageError } from '../usageError';

/** `headroom diagnose`: prints the cause of the error in a text as Markdown. Keys and ids in it are replaced. */
export function diagnoseCommand(terminal: Terminal): Command {
  return new Command('diagnose')
    .description('name the cause of a 429 or 529 in an error, a log or a response')
    .argument('[file]', 'a file, or - for standard input', '-')
    .option('--code <paths...>', 'files and folders whose Claude calls the report should look at')
    .action(async (file: string, { code }: { readonly code?: readonly string[] }) => {
      const read = await readInput(file, terminal);
      if (read.kind === 'skipped') throw new UsageError(`${file === '-' ? 'the input' : file}: ${read.why}`);
      if (read.text.trim() === '') throw new UsageError('there is nothing to diagnose: pass the error or a log as a file or on standard input');
      const linted = code ? await lintPaths(code, terminal) : [];
      const calls = linted.flatMap(({ file: name, source, analysis }) => summarizeCalls(name, source, analysis));
      terminal.out(diagnoseText(read.text, calls).markdown);
    });
}

async function readInput(file: string, terminal: Terminal): Promise<ReadResult> {
  if (file !== '-') return readSource(path.resolve(terminal.cwd, file));
  if (terminal.interactive) terminal.note('Paste the error or log lines, then press Ctrl+D (on Windows Ctrl+Z and Enter).');
  return decode(await terminal.input());
}
