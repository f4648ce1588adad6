import type { DiagnosisRequest } from '../../diagnose/diagnosisMessage';
import type { NextStep, StepAction } from '../../diagnose/nextStep';
import type { CallContent, CauseContent, ReportContent } from '../../diagnose/reportContent';
import { make } from '../dom';
import { externalLink, inline } from './inline';

export interface FindingsDeps {
  /** What can be done here with one click. */
  readonly actions: readonly StepAction[];
  readonly ask: (request: DiagnosisRequest) => void;
  /** Where the errors have times. */
  readonly timeline: HTMLElement | undefined;
  /** A cause was found. */
  readonly isKnown: boolean;
}

/** The sections of a diagnosis below its verdict, as far as there is something to say. */
export function findings(content: ReportContent, deps: FindingsDeps): readonly HTMLElement[] {
  const { ask, timeline, isKnown } = deps;
  const lines = (texts: readonly string[]) => texts.map((text) => make('li', {}, ...inline(text, ask)));
  const steps = (list: readonly NextStep[]) => list.map(({ text, action }) => make('li', {}, ...inline(text, ask), ...(action === undefined ? [] : stepButton(action, deps))));
  const causes = (list: readonly CauseContent[]) => list.map((cause) => causeItem(cause, ask));
  return [
    section('What drives it', 'ul', causes(content.drivers)),
    section('What to do', 'ol', lines(content.advice)),
    section('Evidence', 'ul', lines(content.evidence)),
    timeline && make('section', {}, make('h2', {}, 'Timeline'), timeline),
    section('Errors in the text', 'ul', lines(content.groups)),
    yourCode(content, ask),
    section(isKnown ? 'To be sure' : 'What to do', 'ul', steps(content.next)),
    section('Other limits in the text', 'ul', lines(content.otherLimits)),
    section('Other possible causes', 'ul', causes(content.others)),
    content.ruledOut.length > 0 ? make('details', { 'data-part': 'ruled-out' }, make('summary', { 'data-focus': 'ruled-out' }, `Ruled out (${content.ruledOut.length})`), make('ul', {}, ...lines(content.ruledOut))) : undefined,
    section('Next steps', 'ul', steps(content.steps)),
    section('Sources', 'ul', content.sources.map((address) => make('li', {}, externalLink(address, address, ask)))),
  ].filter((part) => part !== undefined);
}

function section(title: string, list: 'ul' | 'ol', items: readonly HTMLElement[]): HTMLElement | undefined {
  return items.length === 0 ? undefined : make('section', {}, make('h2', {}, title), make(list, {}, ...items));
}

function causeItem({ title, sure, evidence }: CauseContent, ask: FindingsDeps['ask']): HTMLElement {
  return make('li', {}, make('strong', {}, title), ` (${sure}): `, ...inline(evidence.join('; '), ask));
}

function yourCode({ calls, moreCalls }: ReportContent, ask: FindingsDeps['ask']): HTMLElement | undefined {
  if (calls.length === 0) return undefined;
  const more = moreCalls === 0 ? [] : [make('li', {}, `and ${moreCalls} more`)];
  return make('section', {}, make('h2', {}, 'Your code'), make('ul', { class: 'calls' }, ...calls.map((call, index) => callItem(call, index, ask)), ...more));
}

function callItem({ call, outcome, mark, place, api, why, text }: CallContent, index: number, ask: FindingsDeps['ask']): HTMLElement {
  const name = `${call.file}:${call.line}`;
  const open = make('button', { type: 'button', 'aria-label': `Open ${name}`, 'data-focus': `open-${index}` }, 'Open');
  open.addEventListener('click', () => ask({ type: 'open', call: index }));
  const fix = make('button', { type: 'button', 'aria-label': `Fix ${name}`, 'data-focus': `fix-${index}` }, 'Fix…');
  fix.addEventListener('click', () => ask({ type: 'fix', call: index }));
  const words = make('p', {}, make('strong', { class: `outcome ${outcome}` }, `${mark}:`), ' ', ...inline(`${place} ${api}${why}: ${text}`, ask));
  // What survives and has no finding needs no fix.
  const buttons = outcome === 'survives' && (call.rules ?? []).length === 0 ? [open] : [open, fix];
  return make('li', { class: 'call' }, words, make('div', { class: 'group' }, ...buttons));
}

const stepWords: Readonly<Record<StepAction, string>> = {
  ping: 'Check Headroom Now',
  'count-tokens': 'Count Tokens',
  'pass-through': 'Observe Traffic',
  record: 'Record Rate Limits',
  'configured-limits': 'Show Configured Limits',
  rehearse: 'Rehearse',
  simulate: 'Simulate',
};

function stepButton(action: StepAction, { actions, ask }: FindingsDeps): readonly (Node | string)[] {
  if (!actions.includes(action)) return [];
  const button = make('button', { type: 'button', class: 'step', 'data-focus': `step-${action}` }, stepWords[action]);
  button.addEventListener('click', () => ask({ type: 'step', action }));
  return [' ', button];
}
