import { existsSync } from 'node:fs';
import path from 'node:path';
import { Command, Option } from 'commander';
import { resolveBaseUrl } from '../../io/baseUrl';
import { systemClock } from '../../io/clock';
import { followFile } from '../../io/followFile';
import { startPassThrough } from '../../io/passThrough';
import { system } from '../../io/system';
import { readingLine } from '../../limits/readingLine';
import { readRecordedLine } from '../../limits/recordedLine';
import type { Snapshot } from '../../limits/snapshot';
import { readPort, whyNotListening } from '../listening';
import type { Terminal } from '../terminal';
import { UsageError } from '../usageError';

interface Options {
  readonly port: number;
  readonly upstream?: string;
  readonly file?: string;
  readonly format: 'text' | 'json';
}

/** `headroom observe`: prints the limits in each answer that a program gets, off a pass-through on this machine or off what a recorder in the program notes, until it is stopped. */
export function observeCommand(terminal: Terminal): Command {
  return new Command('observe')
    .description('stand between a program and the Claude API on this machine, or read what its recorder notes, and print what each answer says of the rate limits')
    .option('--port <port>', 'port on 127.0.0.1; 0 takes a free one', readPort, 0)
    .option('--upstream <url>', 'where requests go (default: https://api.anthropic.com)')
    .addOption(new Option('--file <file>', 'read the file that HEADROOM_LIMITS_FILE names for the program, and serve nothing').conflicts(['port', 'upstream']))
    .addOption(new Option('--format <format>', 'lines of text, or of JSON').choices(['text', 'json']).default('text'))
    .action(({ file, format, ...serving }: Options) => {
      const onReading = (reading: Snapshot) => terminal.out(`${format === 'json' ? JSON.stringify(reading) : readingLine(reading)}\n`);
      return file === undefined ? serve(terminal, { ...serving, format, onReading }) : follow(terminal, file, onReading);
    });
}

type OnReading = (reading: Snapshot) => void;

async function serve(terminal: Terminal, { port, upstream, format, onReading }: Omit<Options, 'file'> & { readonly onReading: OnReading }): Promise<void> {
  const address = resolveBaseUrl({ name: '--upstream', setting: upstream });
  if (address.kind === 'refused') throw new UsageError(address.reason);
  const pass = await startPassThrough({ port, upstream: address.url, now: system.now, onReading }).catch((error: unknown) => {
    throw new UsageError(`the pass-through cannot listen on port ${port} (${whyNotListening(error)})`);
  });
  const variable = `ANTHROPIC_BASE_URL=${pass.url}`;
  if (format === 'json') terminal.note(variable);
  else terminal.out(`${variable}\n`);
  terminal.note(`Set this variable for the program to watch. Its requests go to ${address.url} as they are; no body and no key is kept. Ctrl+C stops.`);
  await terminal.stopped().finally(() => pass.close());
}

async function follow(terminal: Terminal, name: string, onReading: OnReading): Promise<void> {
  const file = path.resolve(terminal.cwd, name);
  if (!existsSync(path.dirname(file))) throw new UsageError(`there is no folder ${path.dirname(name)}`);
  const onLine = (line: string) => {
    const reading = readRecordedLine(line, system.now());
    if (reading) onReading(reading);
  };
  const follower = await followFile({ file, clock: systemClock, onLine });
  terminal.note(`Set HEADROOM_LIMITS_FILE=${file} for a program whose client records its limits. Ctrl+C stops.`);
  await terminal.stopped();
  follower.dispose();
}
