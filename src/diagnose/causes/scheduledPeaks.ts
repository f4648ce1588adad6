import type { Cause } from '../cause';
import { docs } from '../docs';
import { count } from '../facts';

export const scheduledPeaks: Cause = {
  id: 'scheduled-peaks',
  kind: 'driver',
  title: 'Jobs that start at the same moment come as one peak',
  match: ({ timeline }) => {
    const starts = groupStarts(timeline.filter(({ kind }) => kind === 'error').flatMap(({ at }) => at ?? []));
    const common = commonSecond(starts);
    if (common === undefined) return undefined;
    return { confidence: common.times >= 4 ? 'high' : 'medium', evidence: [{ text: `The errors come in ${count(starts.length)} groups, ${count(common.times)} of which begin at second ${common.second} of a minute` }] };
  },
  waiting: () => ({ helps: 'maybe', text: 'Within the minute there is room again; the next peak comes with the next start.' }),
  advice: () => [
    'Spread the starts: add a random delay to each job, or give the jobs different minutes and seconds.',
    'Put the jobs\' calls into one queue that sends at an even pace.',
    'Retries that wait a fixed time come back as the next peak: use jitter, and honour `retry-after`.',
    `What is due on a schedule can mostly go through the [Message Batches API](${docs.batches}).`,
  ],
  retry: () => 'rate-limit',
  sources: [docs.rateLimits],
};

/** When each group of errors begins, in ms; two errors are of one group where less than this lies between them. */
const gap = 20_000;

function groupStarts(times: readonly number[]): readonly number[] {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted.filter((time, index) => index === 0 || time - (sorted[index - 1] ?? time) >= gap);
}

/** The second of the minute at which most groups begin, give or take one, where that is no chance: three of them, and most of all. */
function commonSecond(starts: readonly number[]): { readonly second: number; readonly times: number } | undefined {
  const seconds = starts.map((start) => Math.floor(start / 1000) % 60);
  const counted = [...new Set(seconds)].map((second) => ({ second, times: seconds.filter((other) => Math.min((other - second + 60) % 60, (second - other + 60) % 60) <= 1).length }));
  const [most] = counted.sort((a, b) => b.times - a.times || a.second - b.second);
  return most && most.times >= 3 && most.times * 4 >= starts.length * 3 ? most : undefined;
}
