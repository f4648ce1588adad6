import { Command, Option } from 'commander';
import { resolveBaseUrl } from '../../io/baseUrl';
import { startPassThrough } from '../../io/passThrough';
import { system } from '../../io/system';
import { readingLine } from '../../limits/readingLine';
import type { Snapshot } from '../../limits/snapshot';
import { readPort, whyNotListening } from '../listening';
import type { Terminal } from '../terminal';
import { UsageError } from '../usageError';

interface Options {
  readonly port: number;
  readonly upstream?: string;
  readonly format: 'text' | 'json';
}

/** `headroom observe`: a pass-through on this machine that prints the limits in each answer, until it is stopped. */
export function observeCommand(terminal: Terminal): Command {
  return new Command('observe')
    .description('stand between a program and the Claude API on this machine, and print what each answer says of the rate limits')
    .option('--port <port>', 'port on 127.0.0.1; 0 takes a free one', readPort, 0)
    .option('--upstream <url>', 'where requests go (default: https://api.anthropic.com)')
    .addOption(new Option('--format <format>', 'lines of text, or of JSON').choices(['text', 'json']).default('text'))
    .action(async ({ port, upstream, format }: Options) => {
      const address = resolveBaseUrl({ name: '--upstream', setting: upstream });
      if (address.kind === 'refused') throw new UsageError(address.reason);
      const onReading = (reading: Snapshot) => terminal.out(`${format === 'json' ? JSON.stringify(reading) : readingLine(reading)}\n`);
      const pass = await startPassThrough({ port, upstream: address.url, now: system.now, onReading }).catch((error: unknown) => {
        throw new UsageError(`the pass-through cannot listen on port ${port} (${whyNotListening(error)})`);
      });
      const variable = `ANTHROPIC_BASE_URL=${pass.url}`;
      if (format === 'json') terminal.note(variable);
      else terminal.out(`${variable}\n`);
      terminal.note(`Set this variable for the program to watch. Its requests go to ${address.url} as they are; no body and no key is kept. Ctrl+C stops.`);
      await terminal.stopped().finally(() => pass.close());
    });
}
