/** Reads one header by its lower-case name. `Headers.get` fits, and so does a map's `get`. */
export type HeaderLookup = (name: string) => string | null | undefined;

type Value = string | null | undefined;

/** A decimal number; undefined for anything else, and for what is too large to be one. */
export function readNumber(value: Value): number | undefined {
  const text = value?.trim() ?? '';
  if (!/^[+-]?\d+(\.\d+)?$/.test(text)) return undefined;
  return finite(Number(text));
}

/** A time of RFC 3339, in ms. */
export function readTimestamp(value: Value): number | undefined {
  const text = value?.trim() ?? '';
  return /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d/.test(text) ? finite(Date.parse(text.replace(' ', 'T'))) : undefined;
}

/** A time of RFC 9110, section 5.6.7, in ms. */
export function readHttpDate(value: Value): number | undefined {
  const text = value?.trim() ?? '';
  return /^[A-Za-z]+, \d/.test(text) ? finite(Date.parse(text)) : undefined;
}

/** Unix seconds, or a time of RFC 3339, in ms. */
export function readUnixTime(value: Value): number | undefined {
  const seconds = readNumber(value);
  return seconds === undefined ? readTimestamp(value) : finite(seconds * 1000);
}

function finite(number: number): number | undefined {
  return Number.isFinite(number) ? number : undefined;
}
