import { make } from '../dom';

/** A bar that fills a part, 0 to 1, of its width, above the words that tell the same. */
export function bar(part: number, words: string): HTMLElement {
  const svg = shape('svg', { class: 'drawn', 'aria-hidden': 'true' });
  // An attribute of SVG, where one for styles would be forbidden.
  const width = `${(Math.max(0, Math.min(1, part)) * 100).toFixed(1)}%`;
  svg.append(shape('rect', { width, height: '100%' }));
  return make('div', {}, svg, make('span', { class: 'value' }, words));
}

function shape(tag: 'svg' | 'rect', attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
