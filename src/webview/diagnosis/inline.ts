import type { DiagnosisRequest } from '../../diagnose/diagnosisMessage';
import { inlineParts } from '../../diagnose/inlineParts';
import { make } from '../dom';

/** A line of a report as nodes of the page: all that stands in it is set as text. A link asks the window to open it, which opens only what the diagnosis names. */
export function inline(line: string, ask: (request: DiagnosisRequest) => void): readonly Node[] {
  return inlineParts(line).map((part) => {
    if (part.kind === 'link') return externalLink(part.text, part.address, ask);
    return part.kind === 'code' ? make('code', {}, part.text) : document.createTextNode(part.text);
  });
}

/** A link that leads out of VS Code. */
export function externalLink(text: string, address: string, ask: (request: DiagnosisRequest) => void): HTMLElement {
  const link = make('button', { type: 'button', class: 'link', role: 'link', title: address }, text);
  link.addEventListener('click', () => ask({ type: 'link', address }));
  return link;
}
