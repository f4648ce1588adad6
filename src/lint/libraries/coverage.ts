import type { Layer } from '../policy/layer';
import { type Scenario, scenarios } from '../program/abstract';
import type { Place } from '../program/place';
import { someOf } from '../program/threeValued';
import { isInstanceOf } from './errorClasses';
import { type LayerUse, type Tools, tri } from './model';

export type Coverage = Pick<Layer, 'covers429' | 'covers529' | 'coversConnection' | 'whyNot'>;

/** Whether a layer sends again in a scenario; undefined when it cannot be told. */
export type Asks = (scenario: Scenario) => boolean | undefined;

/** What a layer that acts on raised errors covers. `attempts` 1 covers nothing. */
export function coverage(name: string, use: LayerUse, attempts: Layer['attempts'], asks: Asks): Coverage {
  if (attempts === 1) return { covers429: false, covers529: false, coversConnection: false, whyNot: 'it makes one attempt only' };
  const coversConnection = tri(asks(scenarios.connection));
  if (!use.throws)
    return { covers429: false, covers529: false, coversConnection, whyNot: `the status is only returned, never raised, so ${name} sees no error` };
  const covers429 = tri(asks(scenarios.rateLimited));
  return {
    covers429,
    covers529: tri(asks(scenarios.overloaded)),
    coversConnection,
    ...(covers429 === false && { whyNot: `what ${name} is told to act on leaves out the error of a 429` }),
  };
}

/** Whether an error is one of the class or the classes that an expression names. */
export function isOneOf(types: Place, use: LayerUse, scenario: Scenario, tools: Tools): boolean | undefined {
  const answers = tools.resolve(types).map((value) => {
    if (value.kind !== 'list') return isInstanceOf(value, use.errors, scenario);
    const { chunk, region, of } = value;
    return someOf(of.items.map((expr) => isOneOf({ chunk, region, expr }, use, scenario, tools)));
  });
  return agreed(answers);
}

/** What a function or a predicate says of the error; undefined if it is not one of the program. */
export function predicate(place: Place, use: LayerUse, scenario: Scenario, tools: Tools): boolean | undefined {
  return agreed(tools.resolve(place).map((value) => (value.kind === 'function' ? tools.asksOf(value.of, use.errors, scenario) : undefined)));
}

function agreed(answers: readonly (boolean | undefined)[]): boolean | undefined {
  const [first] = answers;
  return answers.every((answer) => answer === first) ? first : undefined;
}
