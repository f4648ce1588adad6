import type { Layer, Repairs, Write } from '../policy/layer';
import { enough, isShort } from '../policy/refill';
import type { CallRef } from '../program/fileView';
import { dotted } from './dotted';
import type { LayerUse, Tools } from './model';
import { isClassOf } from './isClassOf';
import { pythonArgument } from './options';
import { type Draft, repairsOf } from './repairsOf';
import { addedArgument, isWrittenIn, numberArgument, replacing } from './writes';

interface Known {
  readonly ref: CallRef;
  readonly layer: Layer;
  readonly use: LayerUse;
  /** Seconds of all waits of so many retries. */
  readonly waits: (retries: number) => number | 'unknown';
}

type Named = readonly [string, Write | undefined];

/** How the options of `backoff.on_exception` are written: backoff 2.2.1 `_decorator.py`. */
export function backoffRepairs({ ref, layer, use, waits }: Known, tools: Tools): { readonly repairs?: Repairs } {
  if (layer.covers429 !== true) return {};
  const time = tools.option(ref, 'max_time');
  const longer = isShort(waits(enough - 1)) ? waiting(ref, tools) : [];
  const tries: readonly Named[] = typeof layer.attempts === 'number' && layer.attempts >= enough ? [] : [number(ref, 'max_tries', enough, tools)];
  return repairsOf({
    // What reads a wait off the error may not find it in that of a 529.
    overloaded: layer.covers529 === false && layer.retryAfter === 'ignored' && use.throws ? byStatus(ref, tools) : undefined,
    ...(layer.attempts === 'unbounded' && { limit: { writes: [...tries, ...longer], safe: true } }),
    ...(typeof layer.attempts === 'number' && { attempts: { writes: [...tries, ...longer, ...(time ? [number(ref, 'max_time', 120, tools)] : [])], safe: true } }),
  });
}

/** The error of any version of the SDK has the status; of which class that of a 529 is depends on the version. */
function byStatus(ref: CallRef, tools: Tools): Draft | undefined {
  const types = pythonArgument(ref, 'exception', 1, tools);
  if (types === undefined || types === 'unknown' || tools.option(ref, 'giveup') !== undefined || !isWrittenIn(types, ref) || !isClassOf(types, 'RateLimitError', tools)) return undefined;
  const names = [{ module: 'anthropic', name: 'APIStatusError' }];
  return { writes: [['exception', replacing(types, 'APIStatusError', names)], ['giveup', addedArgument(ref, 'giveup=lambda error: getattr(error, "status_code", None) not in (429, 529)')]], safe: true };
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
  const isNone = typeof place === 'object' && place.expr.kind === 'null';
  return [name, isNone ? replacing(place, String(value)) : numberArgument(ref, name, value, place)];
}
