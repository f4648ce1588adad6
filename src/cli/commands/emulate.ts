import { Command, InvalidArgumentError } from 'commander';
import { describeRequest } from '../../emulator/describeRequest';
import type { Fault } from '../../emulator/faults';
import { parseFault } from '../../emulator/faultSpec';
import { isLimit } from '../../emulator/isLimit';
import { scenarios } from '../../emulator/scenarios';
import type { Scenario } from '../../emulator/scenarios/scenario';
import { scenarioWith } from '../../emulator/scenarios/scenarioWith';
import { startEmulator } from '../../emulator/server';
import { readPort, whyNotListening } from '../listening';
import type { Terminal } from '../terminal';
import { UsageError } from '../usageError';
import { readScenarioId, readSeconds } from './scenarioOptions';

interface Options {
  readonly port: number;
  readonly rpm?: number;
  readonly itpm?: number;
  readonly otpm?: number;
  readonly fault: readonly Fault[];
  readonly scenario?: Scenario;
  readonly retryAfter?: number;
  readonly listScenarios?: true;
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
    .option('--scenario <id>', 'rehearse a failure by its cause, for example spend-cap', readScenarioId)
    .option('--retry-after <seconds>', 'seconds that the scenario asks to wait', readSeconds)
    .option('--list-scenarios', 'list the scenarios and end')
    .action(async ({ port, fault, scenario: chosen, retryAfter, listScenarios, ...limits }: Options) => {
      if (listScenarios === true) {
        terminal.out(scenarios.map(describeScenario).join(''));
        return;
      }
      if (retryAfter !== undefined && chosen === undefined) throw new UsageError('--retry-after belongs to a --scenario; a fault has its own: --fault requests-limit,retry-after=5');
      const scenario = chosen && scenarioWith(chosen, { limits, retryAfterSeconds: retryAfter });
      if (retryAfter !== undefined && scenario?.faults.every(({ retryAfterSeconds }) => retryAfterSeconds === undefined)) terminal.note(`The answers of ${scenario.id} have no retry-after, so --retry-after changes nothing.`);
      const onRequest = (request: Parameters<typeof describeRequest>[0]) => terminal.out(`${describeRequest(request)}\n`);
      const emulator = await startEmulator({ port, faults: fault, limits, scenario, onRequest }).catch((error: unknown) => {
        throw new UsageError(`the emulator cannot listen on port ${port} (${whyNotListening(error)})`);
      });
      terminal.out(`ANTHROPIC_BASE_URL=${emulator.url}\n`);
      if (scenario !== undefined) terminal.note(`${scenario.title}: ${scenario.about}`);
      terminal.note('Set this variable, and any ANTHROPIC_API_KEY, for the program to rehearse. Ctrl+C stops the emulator.');
      await terminal.stopped().finally(() => emulator.close());
    });
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (!isLimit(limit)) throw new InvalidArgumentError('A limit is a number from 0.001 to 1,000,000,000.');
  return limit;
}

function describeScenario({ id, about, isSurvivable }: Scenario): string {
  return `${id}\n    ${about}\n    ${isSurvivable ? 'A program that waits and tries again gets through.' : 'No retry gets through: the program has to stop and say why.'}\n`;
}

function readFault(text: string, before: readonly Fault[]): readonly Fault[] {
  const fault = parseFault(text);
  if (typeof fault === 'string') throw new InvalidArgumentError(fault);
  return [...before, fault];
}
