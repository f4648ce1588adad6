#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { diagnoseText } from '../diagnose/diagnoseText';
import { describeRequest } from '../emulator/describeRequest';
import { parseFault } from '../emulator/faultSpec';
import { startEmulator } from '../emulator/server';
import { loadGrammar } from '../io/grammars';
import { createLinter } from '../lint/linter';
import { findingsJson, inventoryJson } from './formats/json';
import { findingsText } from './formats/text';
import { lintFiles } from './inventory';

const linter = createLinter(loadGrammar);
const lint = (paths: readonly string[]) =>
  lintFiles({ linter, root: process.cwd(), paths: paths.length > 0 ? paths : ['.'], settings: {}, warn: (message) => process.stderr.write(`${message}\n`) });
const format = (names: readonly string[]) => new Option('--format <format>', 'how to print').choices(names).default(names[0]);

const program = new Command('headroom').description('Lints the retry policy of Claude API calls and diagnoses 429s.').exitOverride();

program
  .command('check')
  .description('lint files and folders; exits with 1 on warnings')
  .argument('[paths...]')
  .addOption(format(['text', 'json']))
  .action(async (paths: string[], options: { format: string }) => {
    const files = await lint(paths);
    process.stdout.write(options.format === 'json' ? findingsJson(files) : findingsText(files));
    const bad = files.some(({ analysis }) => analysis.findings.some(({ severity }) => severity === 'warning' || severity === 'error'));
    process.exitCode = bad ? 1 : 0;
  });

program
  .command('calls')
  .description('print the inventory of Claude calls')
  .argument('[paths...]')
  .addOption(format(['json']))
  .action(async (paths: string[]) => {
    process.stdout.write(inventoryJson(await lint(paths)));
  });

program
  .command('diagnose')
  .description('name the cause of the error in a file, or on standard input')
  .argument('[file]', 'a file, or - for standard input', '-')
  .action((file: string) => {
    const text = readFileSync(file === '-' ? 0 : file, 'utf8');
    process.stdout.write(diagnoseText(text, []).markdown);
  });

program
  .command('emulate')
  .description('serve a local Claude API with rate limits')
  .option('--port <port>', 'port on 127.0.0.1', Number, 0)
  .option('--fault <fault...>', 'a fault, for example overloaded,times=2')
  .action(async (options: { port: number; fault?: string[] }) => {
    const faults = (options.fault ?? []).map((text) => {
      const fault = parseFault(text);
      if (typeof fault === 'string') throw new Error(fault);
      return fault;
    });
    const emulator = await startEmulator({ port: options.port, faults, onRequest: (request) => process.stdout.write(`${describeRequest(request)}\n`) });
    process.stdout.write(`ANTHROPIC_BASE_URL=${emulator.url}\n`);
  });

program
  .command('lsp')
  .description('run the language server')
  .option('--stdio', 'talk over standard input and output')
  .action(async () => {
    await import('../server/main');
  });

program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof Error && 'exitCode' in error)) process.stderr.write(`headroom: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof Error && 'exitCode' in error && error.exitCode === 0 ? 0 : 2;
});
