import path from 'node:path';
import { Command, Option } from 'commander';
import { diagnose } from '../../diagnose/diagnose';
import { diagnosisJson } from '../../diagnose/diagnosisJson';
import type { Evidence } from '../../diagnose/evidence';
import { reportOf } from '../../diagnose/report';
import { summarizeCalls } from '../../diagnose/summarizeCalls';
import { readLog } from '../../io/readLog';
import { readLogStream } from '../../io/readLogStream';
import { lintPaths } from '../lintPaths';
import type { Terminal } from '../terminal';
import { UsageError } from '../usageError';

interface Options {
  readonly code?: readonly string[];
  readonly format: 'text' | 'json';
}

/** `headroom diagnose`: prints the cause of the error in a text of any length. Keys and ids in it are replaced. */
export function diagnoseCommand(terminal: Terminal): Command {
  return new Command('diagnose')
    .description('name the cause of a 429 or 529 in an error, a log or a response')
    .argument('[file]', 'a file, or - for standard input', '-')
    .option('--code <paths...>', 'files and folders whose Claude calls the report should look at')
    .addOption(new Option('--format <format>', 'how to print: a report in Markdown, or JSON for programs').choices(['text', 'json']).default('text'))
    .action(async (file: string, { code, format }: Options) => {
      const evidence = file === '-' ? await readInput(terminal) : await readFile(file, terminal);
      const linted = code ? await lintPaths(code, terminal) : [];
      const calls = linted.flatMap(({ file: name, source, analysis }) => summarizeCalls(name, source, analysis));
      const diagnosis = diagnose(evidence, calls);
      terminal.out(format === 'json' ? `${JSON.stringify(diagnosisJson(diagnosis), undefined, 2)}\n` : reportOf(diagnosis));
    });
}

async function readFile(file: string, terminal: Terminal): Promise<Evidence> {
  const tell = percentTeller(terminal);
  const read = await readLog(path.resolve(terminal.cwd, file), { onProgress: tell });
  if (read.kind !== 'read') throw new UsageError(`${file}: ${read.kind === 'skipped' ? read.why : 'was not read to its end'}`);
  if (read.isBlank) throw new UsageError(nothing);
  return read.evidence;
}

async function readInput(terminal: Terminal): Promise<Evidence> {
  if (terminal.interactive) terminal.note('Paste the error or log lines, then press Ctrl+D (on Windows Ctrl+Z and Enter).');
  const read = await readLogStream(terminal.input(), { onRead: sizeTeller(terminal) }).catch((error: unknown) => {
    throw new UsageError(`the input cannot be read (${error instanceof Error ? error.message : String(error)})`);
  });
  if (read.kind !== 'read') throw new UsageError(`the input: ${read.kind === 'skipped' ? read.why : 'was not read to its end'}`);
  if (read.isBlank) throw new UsageError(nothing);
  return read.evidence;
}

const nothing = 'there is nothing to diagnose: pass the error or a log as a file or on standard input';

/** Says every tenth of a file that takes a while. */
function percentTeller(terminal: Terminal): (done: number, total: number) => void {
  let told = 0;
  return (done, total) => {
    const tenth = Math.floor((10 * done) / total);
    if (total < leastTold || tenth <= told) return;
    told = tenth;
    terminal.note(`Read ${tenth * 10} % of ${Math.round(total / 1024 / 1024)} MB`);
  };
}

/** Says how much was read of an input whose length nobody knows. */
function sizeTeller(terminal: Terminal): (bytes: number) => void {
  let told = 0;
  return (bytes) => {
    if (bytes - told < 4 * leastTold) return;
    told = bytes;
    terminal.note(`Read ${Math.round(bytes / 1024 / 1024)} MB`);
  };
}

const leastTold = 16 * 1024 * 1024;
