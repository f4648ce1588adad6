import type { Place } from '../program/place';
import { dotted } from './dotted';
import type { Tools } from './model';

/** True where an expression is nothing but a certain class of the SDK for Python. */
export function isClassOf(place: Place, name: string, tools: Tools): boolean {
  const values = tools.resolve(place);
  return (place.expr.kind === 'name' || place.expr.kind === 'member') && values.length === 1 && values.every((value) => value.kind === 'symbol' && dotted(value) === `anthropic.${name}`);
}
