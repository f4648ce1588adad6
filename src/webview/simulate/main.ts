// The page of a call's simulation: gets the call from its window, and simulates it here.
import '../page.css';
import './simulate.css';
import type { CallPlace, CallToSimulate } from '../../simulate/callToSimulate';
import { compareCall } from '../../simulate/compareCall';
import { advice } from '../../simulate/comparisonText';
import { type Form, formOf, keptForm, readForm } from '../../simulate/form';
import { retryOf } from '../../simulate/retryOf';
import { type SimulationMessage, type SimulationRequest, placeIn } from '../../simulate/simulationMessage';
import { workloadOf } from '../../simulate/workloadOf';
import { byId, setItems, setText } from '../dom';
import { createFields } from './fields';
import { showResults } from './results';

declare function acquireVsCodeApi(): { postMessage(message: SimulationRequest): void; getState(): unknown; setState(state: Kept): void };

/** What outlives the page while it is hidden. */
interface Kept {
  readonly place: CallPlace;
  readonly form: Form;
}

const vscode = acquireVsCodeApi();
const fields = createFields(changed);
/** The same chances each time: what differs between two results comes from what was changed. */
const seed = 1;
/** Somebody who types a number is not done with its first digit. */
const pause = 150;
let shown: CallToSimulate | undefined;
let due: number | undefined;

function changed(): void {
  if (!shown) return;
  vscode.setState({ place: shown.place, form: fields.read() });
  window.clearTimeout(due);
  byId('simulation').setAttribute('aria-busy', 'true');
  due = window.setTimeout(() => {
    const said = simulate();
    if (said !== undefined) setText(byId('announcement'), said);
  }, pause);
}

/** Simulates what the fields say, and returns the first thing to say about it. Where a field is wrong, the last result stays. */
function simulate(): string | undefined {
  if (!shown) return undefined;
  byId('simulation').removeAttribute('aria-busy');
  const asked = readForm(fields.read());
  const problems = 'problems' in asked ? asked.problems : {};
  fields.mark(problems);
  byId('wrong').hidden = !('problems' in asked);
  if ('problems' in asked) return Object.values(problems)[0];
  const { comparison, assumed } = compareCall({ asIs: retryOf(shown), fixes: shown.fixes }, asked, seed);
  showResults(comparison, assumed);
  return advice(comparison)[0];
}

function show(message: SimulationMessage): void {
  byId('gone').hidden = message.type !== 'gone';
  setText(byId('gone'), message.type === 'gone' ? message.why : '');
  if (message.type === 'gone') return;
  const { call, starting, again } = message;
  // What stands in the fields counts, wherever the call has moved to.
  const kept = again && shown?.place.uri === call.place.uri ? fields.read() : keptFor(call.place);
  shown = call;
  setText(byId('name'), call.name);
  setText(byId('call'), [call.api, ...(call.model === undefined ? [] : [call.model])].join(', '));
  setItems(byId('policy'), call.policy);
  fields.offer(starting);
  fields.fill(kept ?? formOf(workloadOf(call.fanOut), starting.limits));
  vscode.setState({ place: call.place, form: fields.read() });
  byId('simulation').hidden = false;
  simulate();
}

/** The fields as they were left, for the same call. */
function keptFor(place: CallPlace): Form | undefined {
  const state = vscode.getState();
  const at = placeIn(state);
  const isSame = at?.uri === place.uri && at.line === place.line && at.character === place.character;
  return isSame && typeof state === 'object' && state !== null && 'form' in state ? keptForm(state.form) : undefined;
}

byId('form').append(fields.element);
byId('form').addEventListener('submit', (event) => event.preventDefault());
byId('reload').addEventListener('click', () => vscode.postMessage({ type: 'load' }));
window.addEventListener('message', ({ data }: MessageEvent<SimulationMessage>) => show(data));
vscode.postMessage({ type: 'load' });
