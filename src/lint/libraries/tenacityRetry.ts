import type { Scenario } from '../program/abstract';
import type { Place } from '../program/place';
import { everyOf, not, someOf } from '../program/threeValued';
import { isOneOf, predicate } from './coverage';
import type { LayerUse, Tools } from './model';
import { onlyText, pythonArgument } from './options';
import { type Part, argumentsOf, partOf, sidesOf } from './tenacityPart';

/** Whether a tenacity `retry` condition (tenacity `retry.py`) acts on the error of a scenario; without one it acts on any. */
export function acts(place: Place | 'unknown' | undefined, use: LayerUse, scenario: Scenario, tools: Tools): boolean | undefined {
  if (place === undefined) return true;
  if (place === 'unknown') return undefined;
  return combined(place, (inner) => acts(inner, use, scenario, tools), (part) => partActs(part, use, scenario, tools), tools);
}

/**
 * Whether a `retry` condition acts on what came back, where no error is raised. A predicate that does not see a status in
 * it may still see another sign, such as `None`.
 */
export function actsOnResult(place: Place | 'unknown' | undefined, use: LayerUse, scenario: Scenario, tools: Tools): boolean | undefined {
  if (place === undefined) return false;
  if (place === 'unknown') return undefined;
  return combined(place, (inner) => actsOnResult(inner, use, scenario, tools), (part) => partActsOnResult(part, use, scenario, tools), tools);
}

function partActsOnResult(part: Part, use: LayerUse, scenario: Scenario, tools: Tools): boolean | undefined {
  if (part.name === 'retry_always') return true;
  if (part.name === 'retry_if_result') {
    const asked = part.of && pythonArgument(part.of, 'predicate', 0, tools);
    return asked && asked !== 'unknown' && predicate(asked, use, scenario, tools) === true ? true : undefined;
  }
  return /^(?:retry_never|retry_if_exception|retry_if_not_exception|retry_unless_exception)/.test(part.name) ? false : undefined;
}

/** `a | b`, `a & b`, `retry_any(...)` and `retry_all(...)` act as what they are made of does; anything else is a part by itself. */
function combined(place: Place, actsIn: (inner: Place) => boolean | undefined, ofPart: (part: Part) => boolean | undefined, tools: Tools): boolean | undefined {
  const sides = sidesOf(place);
  if (sides?.op === '|') return someOf([sides.left, sides.right].map(actsIn));
  if (sides?.op === '&') return everyOf([sides.left, sides.right].map(actsIn));
  const part = partOf(place, tools);
  if (part?.name === 'retry_any') return someOf(argumentsOf(part).map(actsIn));
  if (part?.name === 'retry_all') return everyOf(argumentsOf(part).map(actsIn));
  return part && ofPart(part);
}

/**
 * `retry_if_exception_message(match=...)` matches at the start of the text, which of the SDK's errors begins with
 * `Error code: 429 - `: anthropic 2.13.0 `_client.py`. Of other errors the text is not known.
 */
function messageActs(part: Part, use: LayerUse, scenario: Scenario, tools: Tools): boolean | undefined {
  const place = part.of && pythonArgument(part.of, 'match', 1, tools);
  const pattern = place && place !== 'unknown' ? onlyText(tools.texts(place)) : undefined;
  if (pattern === undefined || use.errors !== 'anthropic' || scenario.status === undefined) return undefined;
  if (/^[\w ]+$/.test(pattern)) return `Error code: ${scenario.status} - `.startsWith(pattern) ? true : pattern.startsWith('Error code: ') ? undefined : false;
  return new RegExp(`^\\.\\*\\(?(?:[^()]*\\|)?${scenario.status}(?:\\|[^()]*)?\\)?(?:\\.\\*)?$`).test(pattern) ? true : undefined;
}

function partActs(part: Part, use: LayerUse, scenario: Scenario, tools: Tools): boolean | undefined {
  const given = (name: string) => {
    const place = part.of && pythonArgument(part.of, name, 0, tools);
    return place === 'unknown' ? undefined : place;
  };
  // `Exception` where no type is given.
  const isOfType = () => {
    const types = given('exception_types');
    return types ? isOneOf(types, use, scenario, tools) : true;
  };
  switch (part.name) {
    case 'retry_always':
      return true;
    case 'retry_never':
      return false;
    // Both look at what came back, and an error is passed on.
    case 'retry_if_result':
    case 'retry_if_not_result':
      return use.throws ? false : undefined;
    case 'retry_if_exception_type':
      return isOfType();
    case 'retry_if_not_exception_type':
    case 'retry_unless_exception_type':
      return not(isOfType());
    case 'retry_if_exception_message':
      return messageActs(part, use, scenario, tools);
    case 'retry_if_exception': {
      const asked = given('predicate');
      return asked && predicate(asked, use, scenario, tools);
    }
    default:
      return undefined;
  }
}
