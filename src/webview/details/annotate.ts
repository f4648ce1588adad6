import uPlot from 'uplot';
import type { HistoryChart } from '../../limits/historyChart';
import { addShape } from './chartOptions';
import type { Theme } from './theme';

interface Label {
  readonly index: number;
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

const lineHeight = 16;

/** Writes at the end of each line what it is and where it ended, so that no legend has to be looked up. */
export function drawLabels(u: uPlot, theme: Theme): void {
  const { ctx } = u;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.font = `${12 * ratio}px ${theme.font}`;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  const labels = u.series.flatMap((_series, index) => (index === 0 ? [] : (labelOf(u, index) ?? [])));
  for (const { index, text, x, y } of apart(labels, u, ratio)) {
    const width = ctx.measureText(text).width + 16 * ratio;
    const left = Math.min(x + 8 * ratio, ctx.canvas.width - width - 4 * ratio);
    // Over the other lines, where the last reading of this one is long ago.
    ctx.fillStyle = theme.background;
    ctx.fillRect(left, y - (lineHeight / 2) * ratio, width, lineHeight * ratio);
    const path = new Path2D();
    addShape(path, { shape: index - 1, x: left + 5 * ratio, y, size: 3.5 * ratio });
    ctx.fillStyle = theme.lines[(index - 1) % theme.lines.length] ?? theme.foreground;
    ctx.fill(path);
    ctx.fillStyle = theme.foreground;
    ctx.fillText(text, left + 13 * ratio, y);
  }
  ctx.restore();
}

function labelOf(u: uPlot, index: number): Label | undefined {
  const values = u.data[index] ?? [];
  const last = values.findLastIndex((value) => typeof value === 'number');
  const [time, value] = [u.data[0][last], values[last]];
  if (time === undefined || typeof value !== 'number') return undefined;
  const label = u.series[index]?.label;
  return { index, text: `${typeof label === 'string' ? label : ''} ${value} %`, x: u.valToPos(time, 'x', true), y: u.valToPos(value, 'y', true) };
}

/** Labels one below the other that would lie on each other, moved up again as far as they would leave the chart. */
function apart(labels: readonly Label[], u: uPlot, ratio: number): readonly Label[] {
  const step = lineHeight * ratio;
  const bottom = u.bbox.top + u.bbox.height - step / 2;
  const sorted = [...labels].sort((a, b) => a.y - b.y);
  let lowest = -Infinity;
  const down = sorted.map((label) => ({ ...label, y: (lowest = Math.max(label.y, lowest + step)) }));
  let highest = Infinity;
  return down.reverse().map((label, fromBottom) => ({ ...label, y: (highest = Math.min(label.y, fromBottom === 0 ? bottom : highest - step)) }));
}

/** Marks each 429 by a line with a cross and the word above it; the word stands once for marks that are close. */
export function drawLimited(u: uPlot, { readings }: HistoryChart, theme: Theme): void {
  const { ctx } = u;
  const ratio = uPlot.pxRatio;
  const { top, height } = u.bbox;
  const places = readings.filter(({ limited }) => limited).map(({ at }) => u.valToPos(at, 'x', true));
  ctx.save();
  ctx.font = `bold ${12 * ratio}px ${theme.font}`;
  ctx.textBaseline = 'bottom';
  ctx.textAlign = 'center';
  ctx.strokeStyle = ctx.fillStyle = theme.alarm;
  ctx.lineWidth = ratio;
  ctx.setLineDash([3 * ratio, 3 * ratio]);
  // Many of them must not hide the lines.
  ctx.globalAlpha = places.length > 20 ? 0.4 : 0.8;
  for (const x of places) {
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, top + height);
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  for (const { x, count } of grouped(places, 84 * ratio)) ctx.fillText(`\u2715 429${count > 1 ? ` (${count})` : ''}`, x, top - 4 * ratio);
  ctx.restore();
}

/** Places, in order, that lie closer together than `least` as one, in the middle of them. */
function grouped(places: readonly number[], least: number): readonly { readonly x: number; readonly count: number }[] {
  const groups: number[][] = [];
  for (const x of places) {
    const group = groups.at(-1);
    if (group && x - (group[0] ?? x) < least) group.push(x);
    else groups.push([x]);
  }
  return groups.map((group) => ({ x: ((group[0] ?? 0) + (group.at(-1) ?? 0)) / 2, count: group.length }));
}
