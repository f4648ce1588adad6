import { countInWords, durationInWords } from '../limits/words';
import type { Comparison, Variant } from './compare';
import { enough, isEnough } from './needed';
import type { Outcome } from './outcome';
import type { Storm } from './storm';
import type { Workload } from './workload';

/** A comparison as lines of plain text: what is sent, what becomes of it in each way, and what would be enough. */
export function comparisonText(comparison: Comparison): string {
  const { simulation, variants } = comparison;
  const { limits, workload, storm } = simulation;
  const rows = [['', ...outcomeColumns], ...variants.map(variantTexts)];
  const widths = ['', ...outcomeColumns].map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ');
  return [
    workloadText(workload),
    `Limits a minute: ${countInWords(limits.rpm)} requests, ${countInWords(limits.itpm)} input tokens, ${countInWords(limits.otpm)} output tokens.`,
    ...stormText(storm),
    '',
    ...rows.map(line),
    '',
    ...advice(comparison),
  ].join('\n');
}

/** What a workload is, as one sentence. */
export function workloadText({ calls, arrivals, concurrency, inputTokens, outputTokens, cachedShare, answerMs }: Workload): string {
  const begin = arrivals.kind === 'at-once' ? 'all there at once' : `${countInWords(arrivals.perMinute)} a minute${arrivals.kind === 'random' ? ', at random times' : ', evenly'}`;
  const bound = concurrency === undefined ? '' : `, ${concurrency === 1 ? 'one after the other' : `${countInWords(concurrency)} under way at most`}`;
  const cached = cachedShare > 0 ? ` (${Math.round(cachedShare * 100)} % of it cached)` : '';
  return `${countInWords(calls)} calls, ${begin}${bound}; ${countInWords(inputTokens)} tokens in${cached} and ${countInWords(outputTokens)} out each, ${durationInWords(answerMs)} an answer.`;
}

function stormText({ overloaded, limited, brokenStreams, spendLimitFrom }: Storm): readonly string[] {
  const window = ({ from, to, share }: { readonly from: number; readonly to: number; readonly share: number }) => `${share < 1 ? `${Math.round(share * 100)} % of requests ` : ''}from ${durationInWords(from)} to ${durationInWords(to)}`;
  const parts = [
    overloaded && `overloaded (529) ${window(overloaded)}`,
    limited && `rate limited by others (429) ${window(limited)}`,
    brokenStreams ? `${Math.round(brokenStreams * 1000) / 10} % of answers break off` : undefined,
    spendLimitFrom === undefined ? undefined : `a spend limit is reached after ${durationInWords(spendLimitFrom)}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? [] : [`Storm: ${parts.join('; ')}.`];
}

/** What a table says of each variant. */
export const outcomeColumns = ['answered', 'p50', 'p95', 'p99', 'requests', 'per call', 'wasted tokens', 'done after'] as const;

/** A variant's title, and what its columns say. */
export function variantTexts({ title, outcome }: Variant): readonly string[] {
  const { success, latency, requests, amplification, wastedTokens, drainedAt } = outcome;
  const times = latency ? [latency.p50, latency.p95, latency.p99].map(shortDuration) : ['-', '-', '-'];
  return [title, percentText(success), ...times, countInWords(requests), amplification.toFixed(2), countInWords(wastedTokens), shortDuration(drainedAt)];
}

/** What had to be taken for granted, as one sentence. */
export function assumedText(assumed: readonly string[]): string {
  return `Taken for granted, as the code does not tell: ${assumed.join('; ')}.`;
}

/** A share of calls in percent, rounded down, so that nothing reads as all that is not. */
export function percentText(share: number): string {
  return `${(Math.floor(share * 1000 + 1e-9) / 10).toFixed(1)} %`;
}

/** Milliseconds as a person compares them: "0.4 s", "12 s", "3 min". */
export function shortDuration(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : durationInWords(ms);
}

/** What would be enough, and what the limits keep up, a sentence each. */
export function advice({ variants, needed, sustainable, simulation }: Comparison): readonly string[] {
  const [now] = variants;
  const keptUp = `The limits keep up ${rateText(sustainable.perMinute)} of this size: ${countInWords(sustainable.concurrency)} at once.`;
  return now ? [need(now.outcome, needed, simulation.workload), ...whyInVain(now.outcome, needed), keptUp] : [keptUp];
}

function need(outcome: Outcome, { attempts, concurrency }: Comparison['needed'], workload: Workload): string {
  const share = `${enough * 100} %`;
  if (isEnough(outcome)) return `As it is, ${share} of the calls or more get their answer.`;
  const ways = [
    attempts === undefined ? undefined : `with ${attempts} attempts`,
    concurrency === undefined || concurrency >= (workload.concurrency ?? workload.calls) ? undefined : `with at most ${countInWords(concurrency)} at once`,
  ].filter((way) => way !== undefined);
  return ways.length === 0 ? `Neither more attempts nor fewer at once get ${share} of the calls through.` : `${share} get their answer ${ways.join(', or ')}.`;
}

/** What the calls fail of that neither attempts nor concurrency mend. */
function whyInVain(outcome: Outcome, { attempts, concurrency }: Comparison['needed']): readonly string[] {
  if (isEnough(outcome) || attempts !== undefined || concurrency !== undefined) return [];
  const causes = Object.entries(outcome.failed) as [keyof Outcome['failed'], number][];
  const [most] = causes.sort(([, a], [, b]) => b - a);
  return most ? [remedies[most[0]]] : [];
}

const remedies: Readonly<Record<keyof Outcome['failed'], string>> = {
  limited: 'Most fail of the rate limit: begin them more slowly, as “paced” does.',
  overloaded: 'Most fail of the overload (529): only a retry that goes on for longer than it lasts gets through.',
  'spend-limit': 'Most fail of the spend limit, which no retry gets through: stop at it, and raise it.',
  'broken-stream': 'Most fail of an error inside the stream, after which nothing sends them again: put the retry around the reading of the stream.',
  endless: 'Most are sent again without an end: limit the attempts.',
};

function rateText(perMinute: number): string {
  return perMinute >= 1 ? `${countInWords(Math.floor(perMinute))} calls a minute` : `${(perMinute * 60).toFixed(1)} calls an hour`;
}
