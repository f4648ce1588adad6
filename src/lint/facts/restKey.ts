/** The step of a path that stands for `...rest` beside these keys: all of an object but what they name. */
export function restKey(keys: readonly string[]): string {
  return `...${keys.join(',')}`;
}

/** The keys that are missing from the rest; undefined for any other step. */
export function keysBeside(step: string): ReadonlySet<string> | undefined {
  return step.startsWith('...') ? new Set(step.slice(3).split(',')) : undefined;
}
