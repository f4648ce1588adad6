import uPlot from 'uplot';
import type { TimelineEntry } from '../../diagnose/evidence';
import { duration } from '../../diagnose/facts';
import { type TimelineRow, timelineRows } from '../../diagnose/timelineRows';
import { addShape } from '../details/chartOptions';
import { readTheme, type Theme } from '../details/theme';
import { make, setHead, setRows } from '../dom';

/** What happened when, as a chart and as a table. */
export interface Timeline {
  readonly element: HTMLElement;
  /** Draws the chart anew, in the colours of another theme. */
  repaint(): void;
  remove(): void;
}

const height = 150;
/** From the bottom to the top; told apart by their line and their shape as well as by colour. */
const levels: readonly TimelineEntry['kind'][] = ['answer', 'retry', 'error'];
const levelWords = ['Answers', 'Retries', 'Errors'];
/** Room at both ends, as a part of the whole time: points are not cut off. */
const margin = 0.03;
/** A table of more rows nobody reads to its end. */
const mostRows = 200;

/** Makes the timeline; undefined where the log has no times. */
export function createTimeline(entries: readonly TimelineEntry[]): Timeline | undefined {
  const rows = timelineRows(entries);
  if (rows.length === 0) return undefined;
  const canvas = make('div', { class: 'chart', role: 'img', 'aria-label': `${summary(rows)}. The table below has them one by one.` });
  const table = make('table', {}, make('caption', {}, captionOf(rows)), make('thead'), make('tbody'));
  setHead(table.createTHead(), ['After the first', 'What', 'Details']);
  setRows(table.tBodies[0] ?? table.createTBody(), rows.slice(-mostRows).map(({ time, what, details }) => [time, what, details]));
  const scroll = make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Timeline as a table' }, table);
  let plot: uPlot | undefined;

  function draw(): void {
    plot?.destroy();
    plot = canvas.clientWidth === 0 ? undefined : new uPlot(options(rows, canvas.clientWidth, readTheme()), data(rows), canvas);
  }
  const observer = new ResizeObserver(() => {
    if (!plot) draw();
    else if (plot.width !== canvas.clientWidth && canvas.clientWidth > 0) plot.setSize({ width: canvas.clientWidth, height });
  });
  observer.observe(canvas);
  return {
    element: make('div', { class: 'figure' }, canvas, ...(rows.some(({ wait }) => wait !== undefined) ? [make('p', { class: 'note' }, waitNote)] : []), scroll),
    repaint: draw,
    remove: () => {
      observer.disconnect();
      plot?.destroy();
    },
  };
}

const waitNote = 'The line behind an error is the wait that the server asked for, behind a retry the one that the program announced.';

function summary(rows: readonly TimelineRow[]): string {
  const last = rows.reduce((most, { seconds = 0 }) => Math.max(most, seconds), 0);
  const counts = levels.map((level, index) => `${levelWords[index] ?? ''}: ${rows.filter(({ kind }) => kind === level).length}`);
  return `Within ${duration(last)}: ${counts.reverse().join(', ')}`;
}

function captionOf(rows: readonly TimelineRow[]): string {
  return rows.length > mostRows ? `The newest ${mostRows} of ${rows.length} entries` : summary(rows);
}

function data(rows: readonly TimelineRow[]): uPlot.AlignedData {
  const timed = rows.flatMap(({ seconds, kind }) => (seconds === undefined ? [] : [{ seconds, kind }])).sort((a, b) => a.seconds - b.seconds);
  return [timed.map(({ seconds }) => seconds), ...levels.map((level, index) => timed.map(({ kind }) => (kind === level ? index : null)))];
}

function options(rows: readonly TimelineRow[], width: number, theme: Theme): uPlot.Options {
  const axis: uPlot.Axis = { stroke: theme.foreground, font: `12px ${theme.font}`, grid: { stroke: theme.muted, width: 0.5 }, ticks: { stroke: theme.muted, width: 1, size: 5 } };
  const colours = [theme.lines[2] ?? theme.foreground, theme.lines[1] ?? theme.foreground, theme.alarm];
  return {
    width,
    height,
    legend: { show: false },
    cursor: { show: false },
    padding: [10, 20, 0, 0],
    hooks: { drawAxes: [(u) => drawWaits(u, rows, colours)] },
    scales: { x: { time: false, range: (_u, least, most) => [least - (most - least) * margin, most + (most - least) * margin] }, y: { range: [-0.5, 2.5] } },
    axes: [
      { ...axis, values: (_u, splits) => splits.map((seconds) => (seconds < 0 ? '' : `+ ${duration(seconds)}`)), space: 90, size: 34 },
      { ...axis, splits: () => [0, 1, 2], values: () => levelWords, size: 70 },
    ],
    series: [{}, ...colours.map((stroke): uPlot.Series => ({ stroke, width: 0, paths: () => null, points: { show: true, stroke, fill: stroke, paths: points } }))],
  };
}

/** A line from each point to the end of its wait, or to the end of the chart, which it does not widen: a wait can be of hours. */
function drawWaits(u: uPlot, rows: readonly TimelineRow[], colours: readonly string[]): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.lineWidth = 3 * uPlot.pxRatio;
  ctx.globalAlpha = 0.5;
  for (const { kind, seconds, wait } of rows) {
    if (seconds === undefined || wait === undefined) continue;
    const level = levels.indexOf(kind);
    const y = u.valToPos(level, 'y', true);
    ctx.strokeStyle = colours[level] ?? '';
    ctx.beginPath();
    ctx.moveTo(u.valToPos(seconds, 'x', true), y);
    ctx.lineTo(Math.min(u.valToPos(seconds + wait, 'x', true), bbox.left + bbox.width), y);
    ctx.stroke();
  }
  ctx.restore();
}

function points(u: uPlot, index: number, first: number, last: number): { readonly stroke: Path2D; readonly fill: Path2D } {
  const path = new Path2D();
  for (let at = first; at <= last; at++) {
    const [time, value] = [u.data[0][at], u.data[index]?.[at]];
    if (time !== undefined && typeof value === 'number') addShape(path, { shape: index - 1, x: u.valToPos(time, 'x', true), y: u.valToPos(value, 'y', true), size: 4 * uPlot.pxRatio });
  }
  return { stroke: path, fill: path };
}
