import { make } from '../dom';

export interface Bar {
  readonly label: string;
  /** The part of the whole width, 0 to 1. */
  readonly part: number;
  readonly text: string;
}

/** A figure with a bar for each way to send the calls; what it tells stands beside each bar, and in the table. */
export function barFigure(title: string, bars: readonly Bar[]): HTMLElement {
  const rows = bars.map(({ label, part, text }) => make('li', {}, make('span', { class: 'label' }, label), drawn(part), make('span', { class: 'value' }, text)));
  return make('figure', {}, make('figcaption', {}, title), make('ul', { class: 'bars' }, ...rows));
}

function drawn(part: number): SVGElement {
  const svg = shape('svg', { class: 'drawn', 'aria-hidden': 'true' });
  // An attribute of SVG, where a style would be forbidden.
  const width = `${(Math.max(0, Math.min(1, part)) * 100).toFixed(1)}%`;
  svg.append(shape('rect', { class: 'track', width: '100%', height: '100%' }), shape('rect', { class: 'filled', width, height: '100%' }));
  return svg;
}

function shape(tag: 'svg' | 'rect', attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
