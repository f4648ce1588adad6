import { tierNames, tiers } from '../../limits/tiers';
import { type FieldName, type Form, arrivals, fieldNames, fields, isKeyOf, limitNames, storms } from '../../simulate/form';
import type { StartingLimits } from '../../simulate/startingLimits';
import { make, setText } from '../dom';

/** The fields of the page. */
export interface Fields {
  readonly element: HTMLElement;
  read(): Form;
  fill(form: Form): void;
  /** Says where the limits are from, and offers them. */
  offer(starting: StartingLimits): void;
  /** Says what is wrong beside each field. */
  mark(problems: Readonly<Partial<Record<FieldName, string>>>): void;
}

/** Makes the fields. `changed` is called when the user changes one. */
export function createFields(changed: () => void): Fields {
  const inputs = new Map(fieldNames.map((name) => [name, numberField(name)]));
  const when = select('arrivals', 'They begin', Object.entries(arrivals));
  const storm = select('storm', 'What goes wrong besides', Object.entries(storms).map(([name, { label }]) => [name, label]));
  const tier = select('tier', 'Limits', []);
  const from = make('p', { class: 'note' });
  let read: StartingLimits['limits'] | undefined;
  /** The choice of limits that the sentence about them is true of. */
  let told = '';

  const of = (...names: readonly FieldName[]) => names.flatMap((name) => inputs.get(name)?.element ?? []);
  const element = make(
    'div',
    { class: 'groups' },
    group('Calls', ...of('calls'), when.element, ...of('perMinute', 'concurrency')),
    group('Each of them', ...of('inputTokens', 'outputTokens', 'cached', 'seconds')),
    group('What they meet', tier.element, ...of('rpm', 'itpm', 'otpm'), from, storm.element),
  );

  const limitsOf = (choice: string): StartingLimits['limits'] | undefined => (choice === 'read' ? read : isKeyOf(tiers, choice) ? tiers[choice] : undefined);
  const textOf = (name: FieldName) => inputs.get(name)?.input.value ?? '';
  const isChosen = (choice: string) => limitNames.every((name) => Number(textOf(name)) === limitsOf(choice)?.[name]);

  /** What follows from the other fields. */
  function settle(): void {
    const perMinute = inputs.get('perMinute')?.input;
    if (perMinute) perMinute.disabled = when.input.value === 'at-once';
    tier.input.value = ['read', ...tierNames].find(isChosen) ?? 'own';
    from.hidden = tier.input.value !== told;
  }

  tier.input.addEventListener('input', () => {
    const limits = limitsOf(tier.input.value);
    for (const name of limitNames) {
      const input = inputs.get(name)?.input;
      if (input && limits) input.value = String(limits[name]);
    }
  });
  // Comes here after it came to the choice of limits, which has filled in its numbers by then.
  element.addEventListener('input', () => {
    settle();
    changed();
  });

  return {
    element,
    read: () => ({
      numbers: Object.fromEntries(fieldNames.map((name) => [name, textOf(name)])) as Form['numbers'],
      arrivals: isKeyOf(arrivals, when.input.value) ? when.input.value : 'at-once',
      storm: isKeyOf(storms, storm.input.value) ? storm.input.value : 'none',
    }),
    fill: (form) => {
      for (const [name, { input }] of inputs) input.value = form.numbers[name];
      when.input.value = form.arrivals;
      storm.input.value = form.storm;
      settle();
    },
    offer: ({ limits, origin, from: sentence }) => {
      read = origin === 'read' ? limits : undefined;
      told = origin === 'read' ? 'read' : 'start';
      const choices = [...(read ? [['read', 'as last read']] : []), ...tierNames.map((name) => [name, `${name.charAt(0).toUpperCase()}${name.slice(1)} tier`]), ['own', 'numbers of your own']];
      tier.input.replaceChildren(...choices.map(([value = '', label = '']) => make('option', { value }, label)));
      setText(from, sentence);
      settle();
    },
    mark: (problems) => {
      for (const [name, { input, problem }] of inputs) {
        setText(problem, problems[name] ?? '');
        problem.hidden = problems[name] === undefined;
        if (problems[name] === undefined) input.removeAttribute('aria-invalid');
        else input.setAttribute('aria-invalid', 'true');
      }
    },
  };
}

function group(legend: string, ...children: readonly HTMLElement[]): HTMLElement {
  return make('fieldset', {}, make('legend', {}, legend), ...children);
}

function numberField(name: FieldName) {
  const { label, least, most, takes, empty } = fields[name];
  const range = takes === 'numbers' ? { step: 'any' } : { step: '1' };
  const input = make('input', { id: name, type: 'number', min: String(least), max: String(most), 'aria-describedby': `${name}-problem`, ...range, ...(empty !== undefined && { placeholder: empty }) });
  const problem = make('p', { id: `${name}-problem`, class: 'problem' });
  problem.hidden = true;
  return { input, problem, element: make('div', { class: 'field' }, make('label', { for: name }, label), input, problem) };
}

function select(id: string, label: string, choices: readonly (readonly [string, string])[]) {
  const input = make('select', { id }, ...choices.map(([value, text]) => make('option', { value }, text)));
  return { input, element: make('div', { class: 'field' }, make('label', { for: id }, label), input) };
}
