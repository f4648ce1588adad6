/** More retries than this are not summed one by one. */
const most = 10_000;

/**
 * The longest total wait in seconds over a number of retries, or `'unknown'`. `waitBefore` gives the longest wait in
 * seconds before the retry with that number (the first is 1), or undefined if it is not known.
 */
export function totalWait(retries: number | 'unbounded' | 'unknown', waitBefore: (retry: number) => number | undefined): number | 'unknown' {
  if (typeof retries !== 'number' || retries > most) return 'unknown';
  let total = 0;
  for (let retry = 1; retry <= retries; retry++) {
    const wait = waitBefore(retry);
    if (wait === undefined || !Number.isFinite(wait)) return 'unknown';
    total += wait;
  }
  return Math.round(total * 1000) / 1000;
}
