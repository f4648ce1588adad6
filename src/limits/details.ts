import { estimatesAt } from './estimate';
import type { HistoryEntry } from './history';
import { historyChart, ranges, type HistoryChart, type Range } from './historyChart';
import { limitTable, type LimitTable } from './limitTable';
import { modelClass } from './modelClass';
import { hidesReadings, restingPhase, type Monitor, type Phase } from './monitorState';
import { describeStatus } from './statusText';
import { ageInWords, spoken } from './words';

/** All that the details view shows, in words; plain JSON. Names of models are from outside and not escaped. */
export interface Details {
  /** What the status bar item says, in full words. */
  readonly status: string;
  readonly range: Range;
  /** The tightest first, then those that only the history knows. */
  readonly classes: readonly ClassDetails[];
  /** What the user can do to get a first reading. */
  readonly offers: readonly Offer[];
}

/** What a button of the view can ask for; everything else is not done. */
export const offers = ['check', 'allow', 'setKey', 'observe', 'export', 'clear'] as const;

export type Offer = (typeof offers)[number];

export interface ClassDetails {
  /** Tells the classes apart. */
  readonly name: string;
  readonly model: string;
  /** Where it was read from, and when. */
  readonly origin: string;
  readonly rows: LimitTable['rows'];
  readonly sentences: readonly string[];
  readonly chart: HistoryChart;
}

export interface DetailsOf {
  readonly monitor: Monitor;
  readonly entries: readonly HistoryEntry[];
  readonly range: Range;
  /** ms */
  readonly now: number;
}

/** The details at `now`. Classes whose last reading is older than any range shows are left out. */
export function detailsOf({ monitor, entries, range, now }: DetailsOf): Details {
  const status = describeStatus(monitor, now).accessibilityLabel.replace(/^Claude headroom: /, 'Now: ');
  const tables = (hidesReadings(monitor) ? [] : estimatesAt(monitor.readings, now)).map((estimate) => limitTable(estimate, now));
  const recent = entries.filter(({ at }) => now - at <= ranges['7d']);
  const known = recent.map(({ model }) => modelClass(model)).sort();
  const names = [...new Set([...tables.map(({ model }) => modelClass(model)), ...known])];
  const classes = names.map((name): ClassDetails => {
    const own = recent.filter(({ model }) => modelClass(model) === name);
    const table = tables.find(({ model }) => modelClass(model) === name);
    return { name, model: table?.model ?? own.at(-1)?.model ?? name, ...readingsOf(table), chart: historyChart(own, range, now) };
  });
  return { status, range, classes, offers: offersIn(restingPhase(monitor)) };
}

function readingsOf(table: LimitTable | undefined): Pick<ClassDetails, 'origin' | 'rows' | 'sentences'> {
  if (!table) return { origin: 'no current reading', rows: [], sentences: ['What is left now is not known. The chart shows what was read before.'] };
  const { rows, sentences, source, age } = table;
  return { origin: `${source}, ${spoken(ageInWords(age))}`, rows, sentences };
}

function offersIn(phase: Exclude<Phase, 'pinging'>): readonly Offer[] {
  switch (phase) {
    case 'refused':
      return [];
    case 'no-consent':
      return ['allow', 'observe'];
    case 'no-key':
    case 'unauthorized':
      return ['setKey', 'observe'];
    default:
      return ['check', 'observe'];
  }
}
