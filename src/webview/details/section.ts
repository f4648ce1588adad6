import type { ClassDetails } from '../../limits/details';
import { answerInWords, type HistoryChart, type Range } from '../../limits/historyChart';
import type { LimitRow } from '../../limits/limitTable';
import { createChart } from './chart';
import { make, setHead, setItems, setRows, setText } from '../dom';
import { timeInWords } from './times';

/** What the page shows of one model class. */
export interface Section {
  readonly element: HTMLElement;
  update(details: ClassDetails, range: Range): void;
  /** Draws the chart anew, in the colours of another theme. */
  repaint(): void;
  remove(): void;
}

/** Makes an empty section. `announce` has words read out. */
export function createSection(announce: (words: string) => void): Section {
  const title = make('h2');
  const origin = make('p', { class: 'origin' });
  const limitsCaption = make('caption', { class: 'spoken' });
  const limits = make('table', {}, limitsCaption, make('thead'), make('tbody'));
  const wide = make('div', { class: 'limits' }, limits);
  const sentences = make('ul', { class: 'sentences' });
  const chart = createChart(announce);
  const none = make('p', { class: 'none' });
  const readingsCaption = make('caption');
  const readings = make('table', {}, readingsCaption, make('thead'), make('tbody'));
  const scroll = make('div', { class: 'scroll', tabindex: '0', role: 'region' }, readings);
  const element = make('section', {}, title, origin, wide, sentences, chart.element, none, scroll);

  return {
    element,
    update: (details, range) => {
      const { model, rows, chart: history } = details;
      setText(title, model);
      setText(origin, details.origin);
      wide.hidden = rows.length === 0;
      setText(limitsCaption, `Limits of ${model} now`);
      setHead(head(limits), ['Limit of', 'Limit', 'Remaining', 'Full again', 'Used', 'Empty']);
      setRows(body(limits), rows.map(limitTexts));
      rows.forEach(({ isTightest }, index) => body(limits).rows[index]?.classList.toggle('tightest', isTightest));
      sentences.hidden = details.sentences.length === 0;
      setItems(sentences, details.sentences);
      const isEmpty = history.readings.length === 0;
      chart.element.hidden = scroll.hidden = isEmpty;
      none.hidden = !isEmpty;
      setText(none, `No reading in the last ${rangeWords[range]}.${range === '7d' ? '' : ' A longer time range shows older ones.'}`);
      scroll.setAttribute('aria-label', `Readings of ${model}`);
      setText(readingsCaption, captionOf(history, range));
      setHead(head(readings), ['Time', ...history.lines.map(({ short }) => short), 'Answer']);
      setRows(body(readings), readingRows(history));
      chart.update(history, `Headroom of ${model} in the last ${rangeWords[range]}`);
    },
    repaint: () => chart.repaint(),
    remove: () => {
      chart.remove();
      element.remove();
    },
  };
}

const rangeWords: Readonly<Record<Range, string>> = { '1h': 'hour', '24h': '24 hours', '7d': '7 days' };

function head(table: HTMLTableElement): HTMLTableSectionElement {
  return table.tHead ?? table.createTHead();
}

function body(table: HTMLTableElement): HTMLTableSectionElement {
  return table.tBodies[0] ?? table.createTBody();
}

function limitTexts({ name, isTightest, limit, remaining, again, used, empty }: LimitRow): readonly string[] {
  return [isTightest ? `${name}, the tightest` : name, limit, remaining.replace(' %', '\u00a0%'), again, used, empty];
}

/** A table of more rows nobody reads to its end; the export has all. */
const mostRows = 200;

function captionOf({ readings }: HistoryChart, range: Range): string {
  const some = readings.length > mostRows ? `, the newest ${mostRows} of ${readings.length}` : '';
  return `Readings of the last ${rangeWords[range]}, newest first${some}: percent left of each limit`;
}

function readingRows({ lines, readings }: HistoryChart): readonly (readonly string[])[] {
  return readings.slice(-mostRows).reverse().map((reading) => [timeInWords(reading.at), ...lines.map((_line, index) => percent(reading.left[index])), answerInWords(reading) || 'answered']);
}

function percent(left: number | null | undefined): string {
  return typeof left === 'number' ? `${left} %` : '';
}
