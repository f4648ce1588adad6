import { Command, InvalidArgumentError } from 'commander';
import { describeRequest } from '../../emulator/describeRequest';
import type { Fault } from '../../emulator/faults';
import { parseFault } from '../../emulator/faultSpec';
import { startEmulator } from '../../emulator/server';
import { readPort, whyNotListening } from '../listening';
import type { Terminal } from '../terminal';
import { UsageError } from '../usageError';

interface Options {
  readonly port: number;
  readonly rpm?: number;
  readonly itpm?: number;
  readonly otpm?: number;
  readonly fault: readonly Fault[];
}

/** `headroom emulate`: serves a local Claude API until it is stopped, and prints each request. */
export function emulateCommand(terminal: Terminal): Command {
  return new Command('emulate')
    .description('serve a local Claude API with rate limits, to rehearse a 429 without a key')
    .option('--port <port>', 'port on 127.0.0.1; 0 takes a free one', readPort, 0)
    .option('--rpm <number>', 'requests per minute', readLimit)
    .option('--itpm <number>', 'input tokens per minute', readLimit)
    .option('--otpm <number>', 'output tokens per minute', readLimit)
    .option('--fault <fault>', 'answer with a fault, for example overloaded,times=2; can be repeated', readFault, [])
    .action(async ({ port, fault, ...limits }: Options) => {
      const onRequest = (request: Parameters<typeof describeRequest>[0]) => terminal.out(`${describeRequest(request)}\n`);
      const emulator = await startEmulator({ port, faults: fault, limits, onRequest }).catch((error: unknown) => {
        throw new UsageError(`the emulator cannot listen on port ${port} (${whyNotListening(error)})`);
      });
      terminal.out(`ANTHROPIC_BASE_URL=${emulator.url}\n`);
      terminal.note('Set this variable, and any ANTHROPIC_API_KEY, for the program to rehearse. Ctrl+C stops the emulator.');
      await terminal.stopped().finally(() => emulator.close());
    });
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isFinite(limit) || limit <= 0) throw new InvalidArgumentError('A limit is a number above 0.');
  return limit;
}

function readFault(text: string, before: readonly Fault[]): readonly Fault[] {
  const fault = parseFault(text);
  if (typeof fault === 'string') throw new InvalidArgumentError(fault);
  return [...before, fault];
}
