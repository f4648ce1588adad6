// The page of the details view: shows what its window tells it, and sends back what its buttons ask for.
import 'uplot/dist/uPlot.min.css';
import '../page.css';
import './details.css';
import type { Details } from '../../limits/details';
import { isRange, type DetailsMessage, type DetailsRequest } from '../../limits/detailsMessage';
import type { Range } from '../../limits/historyChart';
import { byId, setText } from '../dom';
import { createSection, type Section } from './section';
import { onThemeChange } from './theme';

declare function acquireVsCodeApi(): { postMessage(message: DetailsRequest): void; getState(): unknown; setState(state: { readonly range: Range }): void };

const vscode = acquireVsCodeApi();
const sections = new Map<string, Section>();
const announce = (words: string) => setText(byId('announcement'), words);

function choose(range: Range): void {
  vscode.setState({ range });
  for (const button of buttons('range')) button.setAttribute('aria-pressed', String(button.dataset.range === range));
  vscode.postMessage({ type: 'show', range });
}

function buttons(name: 'range' | 'offer'): readonly HTMLButtonElement[] {
  return [...document.querySelectorAll<HTMLButtonElement>(`button[data-${name}]`)];
}

function show({ status, range, classes, offers }: Details): void {
  setText(byId('status'), status);
  const isEmpty = classes.length === 0;
  byId('empty').hidden = !isEmpty;
  byId('refused').hidden = offers.length > 0;
  for (const button of buttons('offer')) if (byId('empty').contains(button)) button.hidden = !offers.some((offer) => offer === button.dataset.offer);
  for (const [name, section] of sections) {
    if (classes.some((one) => one.name === name)) continue;
    section.remove();
    sections.delete(name);
  }
  const main = byId('classes');
  // What is moved loses the focus: the order waits.
  const mayMove = !main.contains(document.activeElement);
  classes.forEach((one, index) => {
    const section = sections.get(one.name) ?? createSection(announce);
    sections.set(one.name, section);
    if (!section.element.isConnected || (mayMove && main.children[index] !== section.element)) main.insertBefore(section.element, main.children[index] ?? null);
    section.update(one, range);
  });
}

for (const button of buttons('range')) button.addEventListener('click', () => isRange(button.dataset.range) && choose(button.dataset.range));
for (const button of buttons('offer')) button.addEventListener('click', () => vscode.postMessage({ type: 'run', offer: button.dataset.offer } as DetailsRequest));
window.addEventListener('message', ({ data }: MessageEvent<DetailsMessage>) => show(data.details));
onThemeChange(() => sections.forEach((section) => section.repaint()));

const kept = vscode.getState();
const range = typeof kept === 'object' && kept !== null && 'range' in kept && isRange(kept.range) ? kept.range : '1h';
choose(range);
