import uPlot from 'uplot';
import type { HistoryChart } from '../../limits/historyChart';
import type { Theme } from './theme';
import { tickInWords } from './times';

export interface ChartLook {
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
  /** What is shown at the moment. */
  readonly chart: () => HistoryChart | undefined;
  /** Gets the time under the mouse; `undefined` where it has left. */
  readonly onPoint: (at: number | undefined) => void;
}

/** Lines are told apart by their dashes and the shape of their points as well, for those who see no colours. */
const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3], [14, 5], [4, 2]];

/** Room for the labels at the end of the lines, and for the marks of 429s above. In a narrow window the labels lie on the chart. */
const padding: uPlot.Padding = [26, ({ width }) => (width < 400 ? 8 : 110), 0, 0];

/** The look of a chart in a theme. uPlot sets styles by script alone, which a strict content security policy allows. */
export function chartOptions({ width, height, theme, chart, onPoint }: ChartLook): uPlot.Options {
  const axis: uPlot.Axis = { stroke: theme.foreground, font: `12px ${theme.font}`, grid: { stroke: theme.muted, width: 0.5 }, ticks: { stroke: theme.muted, width: 1, size: 5 } };
  return {
    width,
    height,
    padding,
    ms: 1,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { show: false } },
    scales: { x: { time: true, range: () => [chart()?.from ?? 0, chart()?.to ?? 1] }, y: { range: [0, 100] } },
    axes: [{ ...axis, values: (_u, splits) => splits.map(tickInWords), space: 70, size: 34 }, { ...axis, values: (_u, splits) => splits.map((percent) => `${percent} %`), size: 56, incrs: [25] }],
    series: [{}, ...(chart()?.lines ?? []).map(({ short }, index) => series(short, index, theme))],
    hooks: { setCursor: [(u) => onPoint(u.cursor.left === undefined || u.cursor.left < 0 ? undefined : u.posToVal(u.cursor.left, 'x'))] },
  };
}

function series(label: string, index: number, theme: Theme): uPlot.Series {
  const stroke = theme.lines[index % theme.lines.length] ?? theme.foreground;
  return {
    label,
    stroke,
    width: 1.5,
    dash: [...(dashes[index % dashes.length] ?? [])],
    points: { show: true, stroke, fill: stroke, width: 1, paths: (u, series, first, last) => pointPaths(u, series, first, last) },
  };
}

function pointPaths(u: uPlot, index: number, first: number, last: number): { readonly stroke: Path2D; readonly fill: Path2D } {
  const path = new Path2D();
  const size = (last - first > 150 ? 2 : 3.5) * uPlot.pxRatio;
  for (let at = first; at <= last; at++) {
    const [time, value] = [u.data[0][at], u.data[index]?.[at]];
    if (time !== undefined && typeof value === 'number') addShape(path, { shape: index - 1, x: u.valToPos(time, 'x', true), y: u.valToPos(value, 'y', true), size });
  }
  return { stroke: path, fill: path };
}

export interface Shape {
  /** The number of the line. */
  readonly shape: number;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** Adds the point of a line to a path: a circle, a square, a triangle or a diamond. */
export function addShape(path: Path2D, { shape, x, y, size }: Shape): void {
  const corners = shapes[shape % shapes.length] ?? [];
  if (corners.length === 0) {
    path.moveTo(x + size, y);
    path.arc(x, y, size, 0, 2 * Math.PI);
    return;
  }
  corners.forEach(([dx, dy], corner) => (corner === 0 ? path.moveTo(x + dx * size, y + dy * size) : path.lineTo(x + dx * size, y + dy * size)));
  path.closePath();
}

const shapes: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  [[0, -1.3], [1.2, 1], [-1.2, 1]],
  [[0, -1.4], [1.4, 0], [0, 1.4], [-1.4, 0]],
];
