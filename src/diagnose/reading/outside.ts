import type { Region } from './aboutRegions';

/** What begins in none of the regions, or is to be kept all the same; both in the order of the text. */
export function outside<T extends { readonly index: number }>(regions: readonly Region[], found: readonly T[], isKept: (one: T) => boolean = () => false): readonly T[] {
  if (regions.length === 0) return found;
  let at = 0;
  return found.filter((one) => {
    while ((regions[at]?.end ?? Infinity) <= one.index) at++;
    return one.index < (regions[at]?.start ?? Infinity) || isKept(one);
  });
}
