import { bucketsOf, levelOf, tightestBucket, type Level } from './bucket';
import { bucketName } from './bucketNames';
import { type ClassEstimate, estimatesAt } from './estimate';
import { isObserved, phaseOf, restingPhase, showsPause, type Monitor } from './monitorState';
import { hitSpendCap } from './nextPing';
import { statusTooltip } from './statusTooltip';
import { ageInWords, durationInWords, percentOf, spoken } from './words';

/** What the status bar item shows. */
export interface StatusText {
  /** With `$(icon)` in front. */
  readonly text: string;
  /** Markdown source. Its links run commands of this extension; everything from outside is escaped. */
  readonly tooltip: string;
  /** Chooses the background. The icon and the words say the same. */
  readonly level: 'normal' | 'warning' | 'error';
  /** In full words, for a screen reader. */
  readonly accessibilityLabel: string;
}

/** Describes a monitor at `now` (ms). While a ping is under way only the icon changes. `notes` are sentences of this extension that the tooltip ends with, as Markdown. */
export function describeStatus(monitor: Monitor, now: number, notes: readonly string[] = []): StatusText {
  const estimates = estimatesAt(monitor.readings, now);
  const { icon, words, level = 'normal', label = words } = summary(monitor, now, estimates);
  const pinging = phaseOf(monitor) === 'pinging';
  const paused = showsPause(monitor);
  return {
    text: `$(${pinging ? 'sync~spin' : icon}) ${words}${paused ? ' · $(debug-pause) paused' : ''}`,
    tooltip: statusTooltip(monitor, now, { estimates, notes }),
    level,
    accessibilityLabel: spoken(`Claude headroom: ${label.replace(/^Claude:? /, '')}${pinging ? ', checking' : ''}${paused ? ', pings paused' : ''}`),
  };
}

interface Summary {
  readonly icon: string;
  readonly words: string;
  readonly level?: StatusText['level'];
  readonly label?: string;
}

function summary(monitor: Monitor, now: number, estimates: readonly ClassEstimate[]): Summary {
  switch (restingPhase(monitor)) {
    case 'refused':
      return { icon: 'circle-slash', words: 'Claude: no pings here' };
    case 'no-consent':
      return { icon: 'circle-slash', words: 'Claude: pings off' };
    case 'no-key':
      return { icon: 'key', words: 'Claude: no API key' };
    case 'idle':
      return { icon: 'dashboard', words: monitor.inFlight === undefined ? 'Claude: not checked' : 'Claude: checking' };
    case 'ok':
      return estimates.length > 0 ? headroomSummary(estimates) : { icon: 'dashboard', words: 'Claude: not checked' };
    case 'no-headers':
      return { icon: 'question', words: 'Claude: limits not sent', label: 'the answer carried no rate limits' };
    case 'limited':
      return limitedSummary(monitor, now);
    case 'unauthorized':
      return { icon: 'key', words: 'Claude: key refused (401)', level: 'error' };
    case 'overloaded':
      return { icon: 'warning', words: 'Claude: overloaded (529)', level: 'warning' };
    case 'offline':
      return { icon: 'debug-disconnect', words: 'Claude: offline', level: 'warning' };
    case 'error':
      return { icon: 'warning', words: `Claude: ping failed${statusOf(monitor)}`, level: 'warning' };
  }
}

/** What is empty within this time, in ms, is worth a warning. */
const soon = 300_000;

/** A reading older than this is shown with its age. */
const freshFor = 300_000;

function headroomSummary([estimate, ...others]: readonly ClassEstimate[]): Summary {
  const tightest = estimate?.tightest;
  if (!estimate || !tightest) return { icon: 'question', words: 'Claude: limits not sent' };
  const { age, estimated } = estimate;
  const percent = percentOf(tightest.headroom);
  const { short, long } = bucketName(tightest.bucket.id);
  const old = age > freshFor ? ` · ${ageInWords(age)}` : '';
  const level = levelOf(tightest.headroom);
  const isSoon = tightest.emptyIn !== undefined && tightest.emptyIn < soon && level !== 'empty';
  const empty = isSoon ? ` · empty in ${durationInWords(tightest.emptyIn ?? 0)}` : '';
  return {
    ...looks[isSoon && level === 'ok' ? 'low' : level],
    words: `${others.length > 0 ? shortModel(estimate.reading.model) : 'Claude'} ${estimated ? '~' : ''}${percent} % · ${short}${empty}${old}`,
    label: `${others.length > 0 ? `${estimate.reading.model}, ` : ''}${estimated ? 'about ' : ''}${percent} percent left of ${long}${isSoon ? `, empty in ${durationInWords(tightest.emptyIn ?? 0)}` : ''}, ${level}, read ${ageInWords(age)}`,
  };
}

/** Of several models the tightest is named: `claude-opus-5-5` is `Opus 5.5`. */
function shortModel(model: string): string {
  const [family = '', ...version] = model.replace(/^.*claude-/, '').replace(/-\d{8}.*$/, '').split('-');
  return `${family.charAt(0).toUpperCase()}${family.slice(1)} ${version.join('.')}`.trim();
}

function limitedSummary(monitor: Monitor, now: number): Summary {
  if (hitSpendCap(monitor)) return { icon: 'error', words: 'Claude: 429 · spend limit', level: 'error', label: 'spend limit reached, 429' };
  const name = emptyBucket(monitor);
  const which = name ? ` · ${name.short}` : '';
  const left = (monitor.waitUntil ?? 0) - now;
  if (left <= 0) return { icon: 'warning', words: `Claude: 429${which}`, level: 'warning', label: `the last ${isObserved(monitor.result) ? 'request' : 'ping'} was rate limited, 429${name ? `, ${name.long}` : ''}` };
  const wait = durationInWords(left);
  return { icon: 'error', words: `Claude: 429${which} · wait ${wait}`, level: 'error', label: `rate limited, 429${name ? `, ${name.long}` : ''}, wait ${wait}` };
}

function emptyBucket({ result }: Monitor) {
  if (result?.kind !== 'limited') return undefined;
  const bucket = tightestBucket(bucketsOf(result.snapshot));
  return bucket && (bucket.remaining ?? 1) <= 0 ? bucketName(bucket.id) : undefined;
}

function statusOf({ result }: Monitor): string {
  return result?.kind === 'failed' && result.failure.status !== undefined ? ` (${result.failure.status})` : '';
}

const looks: Readonly<Record<Level, { readonly icon: string; readonly level: StatusText['level'] }>> = {
  ok: { icon: 'dashboard', level: 'normal' },
  low: { icon: 'warning', level: 'warning' },
  critical: { icon: 'error', level: 'error' },
  empty: { icon: 'error', level: 'error' },
};
