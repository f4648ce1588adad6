import { bucketsOf, headroom } from './bucket';
import { bucketName } from './bucketNames';
import { emptyIn } from './burn';
import { type ClassEstimate, type Estimate } from './estimate';
import { escapeMarkdown } from './markdown';
import { isObserved, restingPhase, showsPause, type Monitor, type Phase } from './monitorState';
import { hitSpendCap, nextPingAt, regainedAt } from './nextPing';
import type { PingResult } from './pingResult';
import type { Bucket } from './snapshot';
import { ageInWords, countInWords, durationInWords, percentOf } from './words';

interface Shown {
  /** Of the monitor's readings at that time, the tightest first. */
  readonly estimates: readonly ClassEstimate[];
  /** Sentences that it ends with, as Markdown. */
  readonly notes: readonly string[];
}

/** The tooltip of the status bar item at `now` (ms), as Markdown. Everything from outside is escaped. */
export function statusTooltip(monitor: Monitor, now: number, { estimates, notes }: Shown): string {
  const phase = restingPhase(monitor);
  const [first, ...others] = hidesReading.includes(phase) ? [] : estimates;
  const parts = [
    first ? `**Claude headroom** · ${escapeMarkdown(first.reading.model)}` : '**Claude headroom**',
    explain(monitor, now),
    first && readingTable(first, now),
    ...others.map((other) => `**${escapeMarkdown(other.reading.model)}**\n\n${readingTable(other, now)}`),
    ...notes,
    schedule(monitor, now),
    links[phase].map((link) => commandLinks[link]).join(' · '),
  ];
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

const hidesReading: readonly Phase[] = ['refused', 'no-consent', 'no-key', 'no-headers'];

function explain(monitor: Monitor, now: number): string {
  switch (restingPhase(monitor)) {
    case 'refused':
      return escapeMarkdown(monitor.refusal ?? '');
    case 'no-consent':
      return 'Nothing is sent to the Claude API until you allow test pings.';
    case 'no-key':
      return 'There is no API key: set one, or start VS Code with `ANTHROPIC_API_KEY` or `ANTHROPIC_AUTH_TOKEN`.';
    case 'idle':
      return 'Not checked yet.';
    case 'ok':
      return '';
    case 'no-headers':
      return 'The API answered without rate-limit headers. A gateway may drop them, and some organizations do not get them.';
    case 'limited':
      return explainLimited(monitor, now);
    case 'unauthorized':
      return `The API refused the key (401). No ping is sent until you set another one.${quote(monitor.result)}`;
    case 'overloaded':
      return `The Claude API is overloaded (529). This is not your quota.${quote(monitor.result)}`;
    case 'offline':
      return `The Claude API could not be reached.${quote(monitor.result)}`;
    case 'error':
      return `The test ping failed.${quote(monitor.result)}`;
  }
}

function explainLimited(monitor: Monitor, now: number): string {
  if (hitSpendCap(monitor)) {
    const regained = regainedAt(monitor);
    const until = regained === undefined ? '' : ` until then, in ${durationInWords(regained - now)}`;
    return `A spend limit is reached (429). Waiting a minute does not help, and pings at an interval stop${until}.${quote(monitor.result)}`;
  }
  const left = (monitor.waitUntil ?? 0) - now;
  const wait = left > 0 ? ` Wait ${durationInWords(left)}: earlier requests will fail.` : '';
  return isObserved(monitor.result) ? `A request of yours was rate limited (429).${wait}` : `The test ping was rate limited (429).${wait}${quote(monitor.result)}`;
}

function quote(result: PingResult | undefined): string {
  if (result === undefined || result.kind === 'answered') return '';
  const { status, type, errorCode, message } = result.failure;
  const what = [status, type, errorCode].filter((part) => part !== undefined).join(' ');
  return `\n\n> ${escapeMarkdown(what === '' ? message : `${what}: ${message}`)}`;
}

function readingTable(estimate: ClassEstimate, now: number): string {
  const { reading, burn, buckets, estimated, age } = estimate;
  const read = bucketsOf(reading);
  const isUsed = [...burn.values()].some((perMinute) => perMinute > 0);
  const rows = buckets.map((bucket, index) => row({ bucket, read: read[index], estimate, now, isUsed }));
  const note = estimated ? ` ~ is an estimate, as if ${isUsed ? 'it was used on like this' : 'nothing was sent since'}.` : '';
  const head = isUsed ? ['| | Limit | Remaining | Full again | Used | Empty |', '|:--|--:|--:|:--|--:|:--|'] : ['| | Limit | Remaining | Full again |', '|:--|--:|--:|:--|'];
  const source = reading.source === 'pass-through' ? 'off your own traffic, by the pass-through' : 'by a test ping';
  return [...head, ...rows, '', `Read ${ageInWords(age)} ${source}.${note}`].join('\n');
}

interface Row {
  readonly bucket: Bucket;
  readonly read: Bucket | undefined;
  readonly estimate: Estimate;
  readonly now: number;
  /** True where the table says how fast buckets are used. */
  readonly isUsed: boolean;
}

function row({ bucket, read, estimate, now, isUsed }: Row): string {
  const { short, long } = bucketName(bucket.id);
  const { limit, remaining, resetAt } = bucket;
  const tightest = estimate.tightest?.bucket.id === bucket.id;
  const name = `${long} (${short})`;
  const fraction = headroom(bucket);
  const share = fraction === undefined ? '' : ` (${percentOf(fraction)} %)`;
  const isWindow = bucket.refill === 'at-reset';
  const mark = remaining === read?.remaining ? '' : '~';
  const left = remaining === undefined ? '?' : isWindow ? `${mark}${percentOf(Math.max(0, remaining))} %` : `${mark}${countInWords(remaining)}${share}`;
  const full = remaining !== undefined && limit !== undefined && remaining >= limit;
  const again = full ? 'full' : resetAt === undefined ? '?' : `in ${durationInWords(resetAt - now)}`;
  const cells = [tightest ? `**${name}**` : name, isWindow ? '' : limit === undefined ? '?' : countInWords(limit), left, again, ...(isUsed ? useCells(bucket, estimate, now) : [])];
  return `| ${cells.join(' | ')} |`;
}

function useCells(bucket: Bucket, { burn }: Estimate, now: number): readonly string[] {
  const perMinute = burn.get(bucket.id);
  if (perMinute === undefined) return ['?', '?'];
  const empty = emptyIn(bucket, perMinute, now);
  const used = bucket.refill === 'at-reset' ? `${percentOf(perMinute * 60)} % an hour` : `${countInWords(perMinute)} a minute`;
  return [used, empty === undefined ? 'not at this pace' : `in ${durationInWords(empty)}`];
}

function schedule(monitor: Monitor, now: number): string {
  if (showsPause(monitor)) return 'Test pings at an interval are paused. [Resume](command:headroom.resumePings)';
  const next = nextPingAt(monitor);
  return next === undefined ? '' : `Next ping in ${durationInWords(next - now)}.`;
}

const commandLinks = {
  check: '[Check now](command:headroom.ping)',
  diagnose: '[Diagnose 429](command:headroom.diagnose)',
  allow: '[Allow test pings](command:headroom.allowPings)',
  setKey: '[Set API key](command:headroom.setApiKey)',
  log: '[Show log](command:headroom.showLog)',
  menu: '[More](command:headroom.showMenu)',
} as const;

const checkLinks = ['check', 'diagnose', 'menu'] as const;

const links: Readonly<Record<ReturnType<typeof restingPhase>, readonly (keyof typeof commandLinks)[]>> = {
  refused: ['menu'],
  'no-consent': ['allow', 'menu'],
  'no-key': ['setKey', 'menu'],
  idle: checkLinks,
  ok: checkLinks,
  'no-headers': checkLinks,
  limited: ['diagnose', 'check', 'menu'],
  unauthorized: ['setKey', 'menu'],
  overloaded: ['diagnose', 'check', 'menu'],
  offline: ['check', 'log', 'menu'],
  error: ['check', 'log', 'menu'],
};
