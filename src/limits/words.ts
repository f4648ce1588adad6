/** A duration in words, rounded up, as somebody who waits needs it: "42 s", "3 min", "2 h 5 min", "4 days". */
export function durationInWords(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.ceil(minutes / 1440)} days`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** How long ago something was, in words: "just now", "12 s ago", "3 min ago". */
export function ageInWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 3) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  return `${durationInWords(Math.floor(seconds / 60) * 60_000)} ago`;
}

/** The same words with their units in full, for a screen reader: "1 minute", "42 seconds". */
export function spoken(words: string): string {
  return words.replace(/(\d+) (s|min|h)\b/g, (_match, count: string, unit: string) => `${count} ${units[unit] ?? unit}${count === '1' ? '' : 's'}`);
}

/** A count with thousands separators, the same on every machine: "30,000". */
export function countInWords(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

/** A part of 1 as whole percent, rounded down so that nothing reads as full or as empty before it is. */
export function percentOf(fraction: number): number {
  const percent = Math.floor(fraction * 100 + 1e-9);
  return fraction > 0 ? Math.max(1, percent) : percent;
}

const units: Readonly<Partial<Record<string, string>>> = { s: 'second', min: 'minute', h: 'hour' };
