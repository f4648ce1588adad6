import type { ClassEstimate } from './estimate';
import { limitTable, type LimitRow } from './limitTable';
import { escapeMarkdown } from './markdown';
import { hidesReadings, isObserved, restingPhase, showsPause, type Monitor } from './monitorState';
import { hitSpendCap, nextPingAt, regainedAt } from './nextPing';
import type { PingResult } from './pingResult';
import { ageInWords, durationInWords } from './words';

interface Shown {
  /** Of the monitor's readings at that time, the tightest first. */
  readonly estimates: readonly ClassEstimate[];
  /** Sentences that it ends with, as Markdown. */
  readonly notes: readonly string[];
}

/** The tooltip of the status bar item at `now` (ms), as Markdown. Everything from outside is escaped. */
export function statusTooltip(monitor: Monitor, now: number, { estimates, notes }: Shown): string {
  const phase = restingPhase(monitor);
  const [first, ...others] = hidesReadings(monitor) ? [] : estimates;
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
  const { rows, isUsed, age, source, sentences } = limitTable(estimate, now);
  const head = isUsed ? ['| | Limit | Remaining | Full again | Used | Empty |', '|:--|--:|--:|:--|--:|:--|'] : ['| | Limit | Remaining | Full again |', '|:--|--:|--:|:--|'];
  return [...head, ...rows.map((row) => markdownRow(row, isUsed)), '', [`Read ${ageInWords(age)} ${source}.`, ...sentences].join(' ')].join('\n');
}

function markdownRow({ name, isTightest, limit, remaining, again, used, empty }: LimitRow, isUsed: boolean): string {
  return `| ${[isTightest ? `**${name}**` : name, limit, remaining, again, ...(isUsed ? [used, empty] : [])].join(' | ')} |`;
}

function schedule(monitor: Monitor, now: number): string {
  if (showsPause(monitor)) return 'Test pings at an interval are paused. [Resume](command:headroom.resumePings)';
  const next = nextPingAt(monitor);
  return next === undefined ? '' : `Next ping in ${durationInWords(next - now)}.`;
}

const commandLinks = {
  check: '[Check now](command:headroom.ping)',
  details: '[Details](command:headroom.showDetails)',
  diagnose: '[Diagnose 429](command:headroom.diagnose)',
  allow: '[Allow test pings](command:headroom.allowPings)',
  setKey: '[Set API key](command:headroom.setApiKey)',
  log: '[Show log](command:headroom.showLog)',
  menu: '[More](command:headroom.showMenu)',
} as const;

const checkLinks = ['check', 'details', 'diagnose', 'menu'] as const;

const links: Readonly<Record<ReturnType<typeof restingPhase>, readonly (keyof typeof commandLinks)[]>> = {
  refused: ['details', 'menu'],
  'no-consent': ['allow', 'details', 'menu'],
  'no-key': ['setKey', 'details', 'menu'],
  idle: checkLinks,
  ok: checkLinks,
  'no-headers': checkLinks,
  limited: ['diagnose', 'details', 'check', 'menu'],
  unauthorized: ['setKey', 'details', 'menu'],
  overloaded: ['diagnose', 'details', 'check', 'menu'],
  offline: ['check', 'details', 'log', 'menu'],
  error: ['check', 'details', 'log', 'menu'],
};
