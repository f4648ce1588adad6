import { Command, InvalidArgumentError, Option } from 'commander';
import type { RateLimits } from '../../emulator/buckets';
import type { CallAfterFix } from '../../io/fixing/callAfterFixes';
import { type TierName, tierNames, tiers } from '../../limits/tiers';
import { explainPolicy } from '../../lint/policy/explain';
import type { FixOfCall } from '../../simulate/callToSimulate';
import { compareCall } from '../../simulate/compareCall';
import { assumedText, comparisonText } from '../../simulate/comparisonText';
import { type Retry, sdkRetries, sdkRetry } from '../../simulate/retry';
import { retryOf } from '../../simulate/retryOf';
import type { Storm } from '../../simulate/storm';
import { type Arrivals, type Workload, mostCalls } from '../../simulate/workload';
import { usualWorkload, workloadOf } from '../../simulate/workloadOf';
import { callAt } from '../callAt';
import type { Terminal } from '../terminal';
import { UsageError } from '../usageError';

interface Options {
  readonly calls?: number;
  readonly arrivals?: Arrivals['kind'];
  readonly perMinute?: number;
  readonly concurrency?: number;
  readonly input?: number;
  readonly output?: number;
  readonly spread?: number;
  readonly cached?: number;
  readonly seconds?: number;
  readonly tier: TierName;
  readonly rpm?: number;
  readonly itpm?: number;
  readonly otpm?: number;
  readonly burstSeconds?: number;
  readonly retries?: number;
  readonly overloaded?: Window;
  readonly limited?: Window;
  readonly brokenStreams?: number;
  readonly spendLimit?: number;
  readonly seed: number;
  readonly format: 'text' | 'json';
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** `headroom simulate`: what becomes of a program's calls at these limits, as they are and after each fix, in thought: nothing is sent. */
export function simulateCommand(terminal: Terminal): Command {
  return new Command('simulate')
    .description('say what becomes of many calls at given rate limits, as they are, with the SDK’s default, after each fix, and paced; nothing is sent')
    .argument('[place]', 'a Claude call, as `headroom calls` prints it, for example src/ask.ts:12; calls with the SDK’s own retries when left out')
    .option('--calls <number>', 'how many calls', whole)
    .addOption(new Option('--arrivals <kind>', 'when they begin').choices(['at-once', 'steady', 'random']))
    .option('--per-minute <number>', 'how many begin in a minute, unless all do at once', positive)
    .option('--concurrency <number>', 'how many are under way at most', whole)
    .option('--input <tokens>', 'input tokens of a call', positive)
    .option('--output <tokens>', 'output tokens of an answer', positive)
    .option('--spread <percent>', 'how far sizes differ from these', share)
    .option('--cached <percent>', 'input that is read from the prompt cache, which does not count', share)
    .option('--seconds <number>', 'how long an answer takes', positive)
    .addOption(new Option('--tier <name>', 'limits of a usage tier for most models').choices(tierNames).default('start'))
    .option('--rpm <number>', 'requests per minute', positive)
    .option('--itpm <number>', 'input tokens per minute', positive)
    .option('--otpm <number>', 'output tokens per minute', positive)
    .option('--burst-seconds <number>', 'seconds of the limit that can be used at once: 60, or 1 where 60 a minute means one a second', positive)
    .option('--retries <number>', 'retries of the SDK, where no place is given', count)
    .option('--overloaded <from-to[,percent]>', 'answer with a 529 in these seconds, for example 10-40 or 10-40,50', window)
    .option('--limited <from-to[,percent]>', 'refuse with a 429 in these seconds, whatever the limits hold', window)
    .option('--broken-streams <percent>', 'answers that break off with an error inside the stream', share)
    .option('--spend-limit <seconds>', 'a spend limit is reached after so many seconds', nonNegative)
    .option('--seed <number>', 'another seed gives other chances', count, 1)
    .addOption(new Option('--format <format>', 'a table, or JSON').choices(['text', 'json']).default('text'))
    .action(async (place: string | undefined, options: Options) => {
      const given = place === undefined ? undefined : await callAt(place, terminal);
      if (given && options.retries !== undefined) throw new UsageError('--retries is for no call in particular: leave out the place, or the option');
      const asIs = given ? retryOf(given.call.policy) : { retry: sdkOnly(options.retries ?? sdkRetries), assumed: [] };
      const setting = { workload: workloadFrom(options, given ? workloadOf(given.call.fanOut) : usualWorkload), limits: limitsFrom(options), storm: stormFrom(options) };
      const { comparison, assumed } = compareCall({ asIs, fixes: (given?.fixed ?? []).map(fixOfCall) }, setting, options.seed);
      if (options.format === 'json') {
        terminal.out(`${JSON.stringify({ ...comparison, assumed }, undefined, 2)}\n`);
        return;
      }
      const head = given ? [`${given.name}  ${given.call.api}`, ...explainPolicy(given.call), ''] : [];
      const notes = assumed.length === 0 ? [] : ['', assumedText(assumed)];
      terminal.out(`${[...head, comparisonText(comparison), ...notes].join('\n')}\n`);
    });
}

/** A fix by its id, as a terminal has no room for its title. */
function fixOfCall({ fix, call }: CallAfterFix): FixOfCall {
  return { title: fix.fix, layers: call.policy.layers, ...(fix.atOnce !== undefined && { atOnce: fix.atOnce }) };
}

function sdkOnly(retries: number): Retry {
  return { layers: [sdkRetry(retries)] };
}

function workloadFrom({ calls, arrivals, perMinute, concurrency, input, output, spread, cached, seconds }: Options, usual: Workload): Workload {
  return {
    calls: calls ?? usual.calls,
    arrivals: arrivalsFrom(arrivals ?? (perMinute === undefined ? usual.arrivals.kind : usual.arrivals.kind === 'at-once' ? 'steady' : usual.arrivals.kind), perMinute, usual),
    ...((concurrency ?? usual.concurrency) !== undefined && { concurrency: concurrency ?? usual.concurrency }),
    inputTokens: input ?? usual.inputTokens,
    outputTokens: output ?? usual.outputTokens,
    spread: spread ?? usual.spread,
    cachedShare: cached ?? usual.cachedShare,
    answerMs: seconds === undefined ? usual.answerMs : seconds * 1000,
  };
}

function arrivalsFrom(kind: Arrivals['kind'], perMinute: number | undefined, usual: Workload): Arrivals {
  if (kind === 'at-once') return { kind };
  return { kind, perMinute: perMinute ?? ('perMinute' in usual.arrivals ? usual.arrivals.perMinute : 60) };
}

function limitsFrom({ tier, rpm, itpm, otpm, burstSeconds }: Options): RateLimits {
  const base = tiers[tier];
  return { rpm: rpm ?? base.rpm, itpm: itpm ?? base.itpm, otpm: otpm ?? base.otpm, ...(burstSeconds !== undefined && { burstSeconds }) };
}

function stormFrom({ overloaded, limited, brokenStreams, spendLimit }: Options): Storm {
  return {
    ...(overloaded && { overloaded }),
    ...(limited && { limited }),
    ...(brokenStreams !== undefined && { brokenStreams }),
    ...(spendLimit !== undefined && { spendLimitFrom: spendLimit * 1000 }),
  };
}

function number(text: string, fits: (value: number) => boolean, must: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || !fits(value)) throw new InvalidArgumentError(`It must be ${must}.`);
  return value;
}

function whole(text: string): number {
  return number(text, (value) => Number.isInteger(value) && value >= 1 && value <= mostCalls, `a whole number from 1 to ${mostCalls}`);
}

function count(text: string): number {
  return number(text, (value) => Number.isSafeInteger(value) && value >= 0, 'a whole number, 0 or more');
}

function positive(text: string): number {
  return number(text, (value) => value > 0, 'a number above 0');
}

function nonNegative(text: string): number {
  return number(text, (value) => value >= 0, 'a number, 0 or more');
}

function share(text: string): number {
  return number(text.replace(/\s*%$/, ''), (value) => value >= 0 && value <= 100, 'a percentage from 0 to 100') / 100;
}

function window(text: string): Window {
  const [, from, to, percent] = /^([\d.]+)-([\d.]+)(?:,([\d.]+)%?)?$/.exec(text.trim()) ?? [];
  if (from === undefined || to === undefined || Number(from) >= Number(to)) throw new InvalidArgumentError('It must be seconds from and to, for example 10-40, or 10-40,50 for half of the requests.');
  return { from: Number(from) * 1000, to: Number(to) * 1000, share: percent === undefined ? 1 : share(percent) };
}
