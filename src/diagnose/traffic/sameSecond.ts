import type { Evidence } from '../evidence';
import { moments } from './moments';
import { type Wave, waves } from './waves';

/** Waves of refusals, most of which begin at the same second of their minute. */
export interface SameSecond {
  readonly waves: number;
  /** How many of them begin at that second, give or take one. */
  readonly times: number;
  /** 0 to 59. */
  readonly second: number;
}

const fewest = 3;
const pause = 20_000;
const minute = 60;

/**
 * Whether three waves of refusals, and three quarters of all, begin within the same three seconds of a minute. A program that waits for a
 * minute, or as long as it was told, and sends again makes that pattern, too: single refusals that are one such wait apart do not count.
 */
export function sameSecond(evidence: Pick<Evidence, 'timeline'>): SameSecond | undefined {
  const all = waves(moments(evidence).filter(({ refused }) => refused).map(({ at }) => at), pause);
  const found = all.filter(({ size }, index) => index === 0 || size > 1 || !isWait(gapBefore(all, index), evidence));
  const seconds = found.map(({ start }) => Math.floor(start / 1000) % minute);
  const counted = [...new Set(seconds)].map((second) => ({ second, times: seconds.filter((other) => apart(other, second) <= 1).length }));
  const [most] = counted.sort((a, b) => b.times - a.times || a.second - b.second);
  return most && most.times >= fewest && most.times * 4 >= found.length * 3 ? { waves: found.length, ...most } : undefined;
}

function gapBefore(all: readonly Wave[], index: number): number {
  return (all[index]?.start ?? 0) - (all[index - 1]?.start ?? 0);
}

/** Around the clock. */
function apart(a: number, b: number): number {
  const gap = Math.abs(a - b);
  return Math.min(gap, minute - gap);
}

/** A gap of about a minute, or of a wait that the text names. */
function isWait(gap: number, { timeline }: Pick<Evidence, 'timeline'>): boolean {
  const named = timeline.flatMap(({ waitSeconds, retryAfterSeconds }) => [waitSeconds, retryAfterSeconds]).filter((seconds) => seconds !== undefined);
  return [minute, ...named].some((seconds) => Math.abs(gap - seconds * 1000) <= Math.max(2000, seconds * 100));
}
