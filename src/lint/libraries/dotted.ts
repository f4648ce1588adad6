import type { Value } from '../program/value';

/** The full name of something imported, however it was: `urllib.request.urlopen`; undefined for anything else. */
export function dotted(value: Value): string | undefined {
  return value.kind === 'symbol' ? [value.module, ...value.path].join('.') : undefined;
}
