import type { CallRef } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { dotted } from './dotted';
import type { Tools } from './model';

/** The object in `json.dumps(body).encode()`, `bytes(json.dumps(body), "utf-8")` and the like, else the expression itself. */
export function pythonBody(place: Place | 'unknown' | undefined, tools: Tools, depth = 0): Place | 'unknown' | undefined {
  if (place === undefined || place === 'unknown' || depth > 3) return place;
  const [value] = tools.resolve(place);
  const text = value && textMaker(value);
  const inner = text && tools.argument(text, 0);
  return inner ? pythonBody(inner, tools, depth + 1) : place;
}

function textMaker(value: Value): CallRef | undefined {
  if (value.kind !== 'result') return undefined;
  const { callee, of } = value;
  if (callee.kind === 'result') return callee.path.at(-1) === 'encode' ? textMaker({ ...callee, path: [] }) : undefined;
  const name = callee.kind === 'global' ? callee.path.join('.') : dotted(callee);
  return name !== undefined && /^(?:bytes|(?:json|orjson|ujson)\.dumps)$/.test(name) ? of : undefined;
}
