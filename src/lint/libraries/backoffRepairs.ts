import type { Layer, Repairs, Write } from '../policy/layer';
import type { CallRef } from '../program/fileView';
import { dotted } from './dotted';
import type { Tools } from './model';
import { pythonArgument } from './options';
import { repairsOf } from './repairsOf';
import { enough } from './statusLists';
import { addedArgument, replacing } from './writes';

interface Known {
  readonly ref: CallRef;
  readonly layer: Layer;
  /** Seconds of all waits of so many retries. */
  readonly waits: (retries: number) => number | 'unknown';
}

type Named = readonly [string, Write | undefined];

/** How the options of `backoff.on_exception` are written: backoff 2.2.1 `_decorator.py`. */
export function backoffRepairs({ ref, layer, waits }: Known, tools: Tools): { readonly repairs?: Repairs } {
  if (layer.covers429 !== true) return {};
  const time = tools.option(ref, 'max_time');
  const longer = Number(waits(enough - 1)) < 60 ? waiting(ref, tools) : [];
  const tries: readonly Named[] = typeof layer.attempts === 'number' && layer.attempts >= enough ? [] : [number(ref, 'max_tries', enough, tools)];
  return repairsOf({
    ...(layer.attempts === 'unbounded' && { limit: { writes: [...tries, ...longer], safe: true } }),
    ...(typeof layer.attempts === 'number' && { attempts: { writes: [...tries, ...longer, ...(time ? [number(ref, 'max_time', 120, tools)] : [])], safe: true } }),
  });
}

/** What makes the waits of a generator outlive a limit per minute in so many tries. */
function waiting(ref: CallRef, tools: Tools): readonly Named[] {
  const place = pythonArgument(ref, 'wait_gen', 0, tools);
  const [value] = place && place !== 'unknown' ? tools.resolve(place) : [];
  switch (value && dotted(value)?.split('.').at(-1)) {
    case 'constant':
      return [number(ref, 'interval', 10, tools)];
    case 'expo':
      return [...(tools.option(ref, 'max_value') ? [number(ref, 'max_value', 60, tools)] : []), ...(['base', 'factor'] as const).flatMap((name) => (tools.option(ref, name) ? [number(ref, name, name === 'base' ? 2 : 1, tools)] : []))];
    default:
      return [['wait_gen', undefined]];
  }
}

function number(ref: CallRef, name: string, value: number, tools: Tools): Named {
  const place = tools.option(ref, name);
  if (place === undefined) return [name, addedArgument(ref, `${name}=${value}`)];
  return [name, place !== 'unknown' && (place.expr.kind === 'number' || place.expr.kind === 'null') ? replacing(place, String(value)) : undefined];
}
