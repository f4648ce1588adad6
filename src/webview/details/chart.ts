import uPlot from 'uplot';
import { plotted, readingInWords, type ChartReading, type HistoryChart } from '../../limits/historyChart';
import { drawLabels, drawLimited } from './annotate';
import { chartOptions } from './chartOptions';
import { make, setText } from '../dom';
import { readTheme } from './theme';
import { timeInWords } from './times';

/** A chart of headroom over time, which the arrow keys go through. */
export interface Chart {
  readonly element: HTMLElement;
  update(chart: HistoryChart, title: string): void;
  repaint(): void;
  remove(): void;
}

const height = 240;

/** Makes an empty chart. `announce` has words read out. */
export function createChart(announce: (words: string) => void): Chart {
  // A screen reader leaves the arrow keys to an "application"; what is drawn is read out reading by reading, and stands in the table.
  const canvas = make('div', { class: 'chart', tabindex: '0', role: 'application', 'aria-roledescription': 'chart' });
  const readout = make('p', { class: 'readout', 'aria-hidden': 'true' });
  const element = make('div', { class: 'figure' }, canvas, readout);
  let shown: HistoryChart | undefined;
  let plot: uPlot | undefined;
  /** The time under the mouse. */
  let pointed: number | undefined;
  /** The time of the reading that the keys have come to. */
  let selected: number | undefined;

  function draw(): void {
    plot?.destroy();
    plot = undefined;
    if (!shown || canvas.clientWidth === 0) return;
    const theme = readTheme();
    const options = chartOptions({ width: canvas.clientWidth, height, theme, chart: () => shown, onPoint: point });
    const hooks: uPlot.Hooks.Arrays = { ...options.hooks, ready: [mark], draw: [(u) => drawLabels(u, theme), (u) => shown && drawLimited(u, shown, theme)] };
    plot = new uPlot({ ...options, hooks }, data(shown), canvas);
  }

  function point(at: number | undefined): void {
    pointed = at;
    const near = at ?? selected;
    const reading = near === undefined ? undefined : nearest(shown?.readings ?? [], near);
    setText(readout, shown && reading ? `${timeInWords(reading.at)}: ${readingInWords(shown, reading)}` : hint);
  }

  /** Puts the line of the cursor on the reading that the keys have come to; the mouse goes first. */
  function mark(): void {
    if (pointed === undefined && selected !== undefined) plot?.setCursor({ left: plot.valToPos(selected, 'x'), top: 0 }, false);
    point(pointed);
  }

  function move(key: string): boolean {
    const readings = shown?.readings ?? [];
    const last = readings.length - 1;
    const at = readings.findIndex((one) => one.at === selected);
    const targets: Readonly<Record<string, number>> = { ArrowLeft: at < 0 ? last : Math.max(0, at - 1), ArrowRight: at < 0 ? last : Math.min(last, at + 1), Home: 0, End: last };
    const next = Object.hasOwn(targets, key) ? readings[targets[key] ?? last] : undefined;
    if (!next || !shown) return false;
    selected = next.at;
    pointed = undefined;
    mark();
    announce(`${timeInWords(next.at)}: ${readingInWords(shown, next)}`);
    return true;
  }

  canvas.addEventListener('keydown', (event) => {
    if (!event.ctrlKey && !event.altKey && !event.metaKey && move(event.key)) event.preventDefault();
  });
  const observer = new ResizeObserver(() => {
    if (!plot) draw();
    else if (plot.width !== canvas.clientWidth && canvas.clientWidth > 0) plot.setSize({ width: canvas.clientWidth, height });
  });
  observer.observe(canvas);

  return {
    element,
    update: (chart, title) => {
      const isSame = shown?.lines.map(({ id }) => id).join() === chart.lines.map(({ id }) => id).join();
      shown = chart;
      if (selected !== undefined && !chart.readings.some(({ at }) => at === selected)) selected = undefined;
      canvas.setAttribute('aria-label', `${title}, ${chart.readings.length} readings. Left and right arrow go through them; the table below has them, too.`);
      if (!isSame || !plot) {
        draw();
        return;
      }
      plot.setData(data(chart));
      mark();
    },
    repaint: draw,
    remove: () => {
      observer.disconnect();
      plot?.destroy();
    },
  };
}

const hint = 'Point at the chart, or go through the readings with the left and right arrow keys.';

function nearest(readings: readonly ChartReading[], at: number): ChartReading | undefined {
  return readings.reduce<ChartReading | undefined>((best, one) => (best === undefined || Math.abs(one.at - at) < Math.abs(best.at - at) ? one : best), undefined);
}

function data(chart: HistoryChart): uPlot.AlignedData {
  const { times, values } = plotted(chart);
  return [[...times], ...values.map((line) => [...line])];
}
