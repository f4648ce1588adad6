import type { Layer } from '../policy/layer';
import { type Abstract, type Scenario, scenarios, directAnswers } from '../program/abstract';
import type { CallRef, FunctionRef } from '../program/fileView';
import { extendsForeign } from '../program/foreignBases';
import type { Place } from '../program/place';
import { someOf } from '../program/threeValued';
import type { Value } from '../program/value';
import { isInstanceOf } from './errorClasses';
import { type LayerUse, type Tools, tri } from './model';

/** A layer right around a request that raises at an error status. */
export function rightAround(errors: LayerUse['errors']): LayerUse {
  return { throws: true, errors, answers: directAnswers(true) };
}

export type Coverage = Pick<Layer, 'covers429' | 'covers529' | 'coversConnection' | 'coversPermanent' | 'whyNot'>;

/** Whether a layer sends again in a scenario; undefined when it cannot be told. */
export type Asks = (scenario: Scenario) => boolean | undefined;

/** What a layer that acts on raised errors covers. `attempts` 1 covers nothing. */
export function coverage(name: string, use: LayerUse, attempts: Layer['attempts'], asks: Asks): Coverage {
  if (attempts === 1) return { covers429: false, covers529: false, coversConnection: false, whyNot: 'it makes one attempt only' };
  const covers = (scenario: Scenario) => tri(use.answers(scenario).raises === false ? false : asks(scenario));
  const coversConnection = covers(scenarios.connection);
  if (!use.throws)
    return { covers429: false, covers529: covers(scenarios.overloaded), coversConnection, whyNot: `the status is only returned, never raised, so ${name} sees no error` };
  const covers429 = covers(scenarios.rateLimited);
  const permanent = covers(scenarios.badRequest);
  return {
    covers429,
    covers529: covers(scenarios.overloaded),
    coversConnection,
    ...(permanent !== 'unknown' && { coversPermanent: permanent }),
    ...(covers429 === false && { whyNot: `what ${name} is told to act on leaves out the error of a 429` }),
  };
}

/** Whether an error is one of the class or the classes that an expression names. */
export function isOneOf(types: Place, use: LayerUse, scenario: Scenario, tools: Tools): boolean | undefined {
  const answers = tools.resolve(types).map((value) => {
    if (value.kind !== 'list') return isRaised(value, use, scenario);
    const { chunk, region, of } = value;
    return someOf(of.items.map((expr) => isOneOf({ chunk, region, expr }, use, scenario, tools)));
  });
  return agreed(answers);
}

/** An error that the code inside has made itself is told by its own class, another by the class that its library gives it. */
function isRaised(type: Value, use: LayerUse, scenario: Scenario): boolean | undefined {
  const { raised } = use.answers(scenario);
  // Code that cannot be followed may make the program's own errors of others.
  if (raised.is === 'unknown' && type.kind === 'class') return undefined;
  if (raised.is !== 'error' || !raised.made) return isInstanceOf(type, use.errors, scenario);
  const { cls, name } = raised.made;
  if (type.kind === 'class') return cls ? (cls.chunk === type.chunk && cls.cls === type.cls ? true : undefined) : false;
  if (type.kind !== 'global' && type.kind !== 'symbol') return undefined;
  const wanted = type.path.at(-1);
  return wanted === name || wanted === 'Error' || wanted === 'Exception' || wanted === 'BaseException' || (cls ? extendsForeign(cls, type) : false);
}

/** What a function or a predicate says of the error; undefined if it is not one of the program. `argument` is what it gets, the error unless told. */
export function predicate(place: Place, use: LayerUse, scenario: Scenario, tools: Tools, argument: Abstract = errorIn(use, scenario)): boolean | undefined {
  return agreed(tools.resolve(place).map((value) => (value.kind === 'function' ? tools.asksOf(value.of, use.errors, scenario, [argument]) : undefined)));
}

/** Whether a function of the program throws, or gets to one of its calls of `reach`, when it is handed the error. */
export function ends(place: Place, use: LayerUse, scenario: Scenario, tools: Tools, how: { readonly argument?: Abstract; readonly reach?: (of: FunctionRef) => readonly CallRef[] }): boolean | undefined {
  const argument = how.argument ?? errorIn(use, scenario);
  return agreed(
    tools.resolve(place).map((value) => {
      if (value.kind !== 'function') return undefined;
      if (!how.reach) return tools.ends(value.of, use.errors, scenario, { argument });
      return someOf(how.reach(value.of).map((call) => tools.ends(value.of, use.errors, scenario, { argument, call })));
    }),
  );
}

/** What comes out of the code inside where it raises. */
export function errorIn(use: LayerUse, scenario: Scenario): Abstract {
  const { raised } = use.answers(scenario);
  return raised.is === 'error' ? raised : { is: 'error' };
}

function agreed(answers: readonly (boolean | undefined)[]): boolean | undefined {
  const [first] = answers;
  return answers.every((answer) => answer === first) ? first : undefined;
}
