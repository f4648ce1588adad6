/**
 * The times of a text's log lines. The function gives the time, in ms, of the line that a place is on, or of the nearest line above that has
 * one: a stack trace follows its line. A time without a zone is taken for UTC, one without a date for the first day of 1970: only differences
 * count. Undefined where there is none.
 */
export function timesIn(text: string): (index: number) => number | undefined {
  // Where a text has no time, nobody needs to look for one at every error.
  return anyTime.test(text) ? (index) => timeAt(text, index) : () => undefined;
}

const anyTime = /\d\d:\d\d:\d\d|"(?:time|timestamp|ts|@timestamp|created)"/;

function timeAt(text: string, index: number): number | undefined {
  const rest = text.slice(index, index + longestLine);
  const lines = (text.slice(Math.max(0, index - farthest), index) + rest.slice(0, Math.max(0, `${rest}\n`.indexOf('\n')))).split('\n');
  for (const line of lines.reverse().slice(0, mostLines)) {
    const time = timeOfLine(line.slice(0, longestLine));
    if (time !== undefined) return time;
  }
  return undefined;
}

/** Characters and lines above an error in which its log line is looked for. */
const farthest = 6000;
const mostLines = 80;
const longestLine = 2000;

function timeOfLine(line: string): number | undefined {
  return epoch(line) ?? calendar(line) ?? clock(line);
}

/** `"time":1764244800123` of pino and bunyan, in ms or in s. */
function epoch(line: string): number | undefined {
  const digits = /"(?:time|timestamp|ts|@timestamp|created)"\s{0,2}:\s{0,2}"?(\d{10}(?:\.\d{1,6})?|\d{13})\b/.exec(line)?.[1];
  if (digits === undefined) return undefined;
  return digits.length === 13 && !digits.includes('.') ? Number(digits) : Number(digits) * 1000;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** ISO 8601 and its kin, `27/Nov/2026:12:00:00 +0000` of access logs, `Nov 27 12:00:00` of syslog, `Fri, 27 Nov 2026 12:00:00 GMT`. */
function calendar(line: string): number | undefined {
  const iso = /(?<!\d)(\d{4})[-/](\d\d)[-/](\d\d)[T _](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,3}))?\d{0,6}\s?(Z|[+-]\d\d:?\d\d)?/.exec(line);
  if (iso) return moment({ year: iso[1], month: Number(iso[2]), day: iso[3], time: [iso[4], iso[5], iso[6]], fraction: iso[7], zone: iso[8] });
  const named = /(?<!\d)(\d{1,2})[ /](Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[ /](\d{4})[ :](\d\d):(\d\d):(\d\d)(?: ([+-]\d{4}))?/.exec(line);
  if (named) return moment({ year: named[3], month: months.indexOf(named[2] ?? '') + 1, day: named[1], time: [named[4], named[5], named[6]], zone: named[7] });
  const syslog = /^\W{0,3}(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)/.exec(line);
  return syslog ? moment({ year: '1970', month: months.indexOf(syslog[1] ?? '') + 1, day: syslog[2], time: [syslog[3], syslog[4], syslog[5]] }) : undefined;
}

/** `[12:00:01.250]` at the beginning of a line, or behind its level. */
function clock(line: string): number | undefined {
  const match = /^\W{0,3}(?:[A-Za-z]{3,8}\W{1,3})?(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,3}))?(?!\d)/.exec(line);
  return match ? moment({ year: '1970', month: 1, day: '1', time: [match[1], match[2], match[3]], fraction: match[4] }) : undefined;
}

interface Moment {
  readonly year: string | undefined;
  readonly month: number;
  readonly day: string | undefined;
  readonly time: readonly (string | undefined)[];
  readonly fraction?: string | undefined;
  readonly zone?: string | undefined;
}

function moment({ year, month, day, time: [hour, minute, second], fraction = '', zone = 'Z' }: Moment): number | undefined {
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  const minutes = offset ? (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
  const value = Date.UTC(Number(year), month - 1, Number(day), Number(hour), Number(minute) - minutes, Number(second), Number(fraction.padEnd(3, '0')));
  return Number.isNaN(value) ? undefined : value;
}
