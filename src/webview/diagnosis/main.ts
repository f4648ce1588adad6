// The page of a diagnosis: shows what its window tells it, keeps that, and sends back what its buttons ask for.
import 'uplot/dist/uPlot.min.css';
import '../page.css';
import './diagnosis.css';
import type { DiagnosisMessage, DiagnosisRequest, ShownDiagnosis } from '../../diagnose/diagnosisMessage';
import { reportContent } from '../../diagnose/reportContent';
import { onThemeChange } from '../details/theme';
import { byId, make, setText } from '../dom';
import { inline } from './inline';
import { findings } from './findings';
import { createTimeline, type Timeline } from './timeline';

declare function acquireVsCodeApi(): { postMessage(message: DiagnosisRequest): void; getState(): unknown; setState(state: ShownDiagnosis): void };

const vscode = acquireVsCodeApi();
const ask = (request: DiagnosisRequest) => vscode.postMessage(request);
let timeline: Timeline | undefined;

function show({ shown, actions, changed }: DiagnosisMessage): void {
  vscode.setState(shown);
  const content = reportContent(shown.diagnosis, shown.from);
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.focus : undefined;
  setText(byId('title'), content.title);
  byId('verdict').replaceChildren(...content.verdict.map(({ label, text }) => make('div', {}, make('dt', {}, label), make('dd', {}, ...inline(text, ask)))));
  byId('rehearse').hidden = !actions.includes('rehearse');
  timeline?.remove();
  timeline = createTimeline(shown.diagnosis.evidence.timeline);
  byId('findings').replaceChildren(...findings(content, { actions, ask, timeline: timeline?.element, isKnown: shown.diagnosis.causes.length > 0 }));
  if (focused !== undefined) document.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  setText(byId('announcement'), changed ?? content.title);
}

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-ask]')) button.addEventListener('click', () => ask({ type: button.dataset.ask === 'save' ? 'save' : 'copy' }));
byId('rehearse').addEventListener('click', () => ask({ type: 'step', action: 'rehearse' }));
window.addEventListener('message', ({ data }: MessageEvent<DiagnosisMessage>) => show(data));
onThemeChange(() => timeline?.repaint());
ask({ type: 'load' });
