import type { Layer } from '../policy/layer';
import type { Place } from '../program/place';
import type { Tools } from './model';
import { numberOption, pythonArgument } from './options';
import { argumentsOf, partOf, sidesOf } from './tenacityPart';

/** How many attempts a tenacity `stop` allows (tenacity `stop.py`); without one there is no end. */
export function attemptsOf(place: Place | 'unknown' | undefined, tools: Tools): Layer['attempts'] {
  if (place === undefined) return 'unbounded';
  if (place === 'unknown') return 'unknown';
  const sides = sidesOf(place);
  if (sides) return sides.op === '|' ? fewest([sides.left, sides.right], tools) : 'unknown';
  const part = partOf(place, tools);
  if (part?.name === 'stop_never') return 'unbounded';
  if (part?.name === 'stop_any') return fewest(argumentsOf(part), tools);
  if (part?.name !== 'stop_after_attempt' || !part.of) return 'unknown';
  return numberOption(pythonArgument(part.of, 'max_attempt_number', 0, tools), tools) ?? 'unknown';
}

/** A limit of time may end it earlier; how many attempts fit before is not known, so the number given counts. */
function fewest(places: readonly Place[], tools: Tools): Layer['attempts'] {
  const numbers = places.map((place) => attemptsOf(place, tools)).filter((attempts) => typeof attempts === 'number');
  return numbers.length > 0 ? Math.min(...numbers) : 'unknown';
}
