/** Requests that came close together. */
export interface Wave {
  /** When it began, in ms since 1970. */
  readonly start: number;
  readonly size: number;
}

/** Parts times, ascending in ms, where nothing happens for at least `pause` ms. */
export function waves(times: readonly number[], pause: number): readonly Wave[] {
  const found: Wave[] = [];
  let before: number | undefined;
  for (const time of times) {
    const last = found.at(-1);
    if (last === undefined || before === undefined || time - before >= pause) found.push({ start: time, size: 1 });
    else found[found.length - 1] = { ...last, size: last.size + 1 };
    before = time;
  }
  return found;
}
