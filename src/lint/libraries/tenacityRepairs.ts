import type { ImportedName, Layer, Repairs, Write } from '../policy/layer';
import { enough, isShort } from '../policy/refill';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { LayerUse, Tools } from './model';
import { pythonArgument } from './options';
import { repairsOf } from './repairsOf';
import { type Part, partOf, sidesOf } from './tenacityPart';
import { longestWait } from './tenacityWait';
import { totalWait } from './waits';
import { addedArgument, isWrittenIn, replacing } from './writes';

interface Known {
  /** The call with all options, and none that changes another. */
  readonly of: CallRef;
  readonly layer: Layer;
  readonly use: LayerUse;
}

type Named = readonly [string, Write | undefined];

/** How the options of tenacity are written: tenacity 9.2.1, and 8 alike. */
export function tenacityRepairs({ of, layer, use }: Known, tools: Tools): { readonly repairs?: Repairs } {
  const { covers429, covers529 } = layer;
  // Without `reraise` what comes out in the end is a RetryError, where it was the SDK’s own error before.
  const safe = isTrue(tools.option(of, 'reraise'), tools);
  const byStatus = use.throws && (use.errors === 'anthropic' || use.errors === 'openai');
  return repairsOf({
    ...(covers429 === false && byStatus && { acts: { writes: [withStatuses(of, 'in (429, 529)', tools), ...(layer.attempts === 'unbounded' ? [ending(of, tools)] : isPacedTooFast(layer) ? limited(of, tools) : []), ...(isPacedTooFast(layer) ? paced(of, tools) : [])], safe } }),
    ...(covers429 === true && {
      ...(covers529 === false && byStatus && { overloaded: { writes: [withStatuses(of, '== 529', tools)], safe } }),
      ...(layer.attempts === 'unbounded' ? { limit: { writes: [ending(of, tools), ...paced(of, tools)], safe: true } } : { attempts: { writes: [...limited(of, tools), ...paced(of, tools)], safe: true } }),
      ...(layer.coversPermanent === true && use.errors === 'anthropic' && tools.option(of, 'retry') === undefined && { permanent: { writes: [sparing(of)], safe } }),
      ...(layer.jitter === false && { jitter: { writes: [drawn(of, tools)], safe: true } }),
    }),
  });
}

const tenacity = (...names: readonly string[]): readonly ImportedName[] => names.map((name) => ({ module: 'tenacity', name }));

/** An option that is a part of tenacity, written where it is given. */
function partIn(of: CallRef, name: string, tools: Tools): { readonly place: Place; readonly part: Part } | undefined {
  const place = tools.option(of, name);
  if (place === undefined || place === 'unknown' || place.expr.kind !== 'call' || !isWrittenIn(place, of)) return undefined;
  const part = partOf(place, tools);
  return part && { place, part };
}

/** What is put behind an expression. */
function behind({ chunk, expr }: Place, text: string, names: readonly ImportedName[]): Write {
  const { end, ...rest } = absolute(chunk, expr.span);
  return { at: { ...rest, start: end, end }, text, names };
}

/** The error of any version of the SDK has the status; of which class that of a 529 is depends on the version. */
function withStatuses(of: CallRef, test: string, tools: Tools): Named {
  const place = tools.option(of, 'retry');
  const isOwn = place !== undefined && place !== 'unknown' && isWrittenIn(place, of) && (place.expr.kind === 'call' ? partOf(place, tools) !== undefined : sidesOf(place) !== undefined);
  return ['retry', isOwn ? behind(place, ` | retry_if_exception(lambda error: getattr(error, "status_code", None) ${test})`, tenacity('retry_if_exception')) : undefined];
}

/** Refusals that have had these classes in all versions of the SDK. */
function sparing(of: CallRef): Named {
  const refusals = ['BadRequestError', 'AuthenticationError', 'PermissionDeniedError', 'NotFoundError'];
  return ['retry', addedArgument(of, `retry=retry_if_not_exception_type((${refusals.join(', ')}))`, [...tenacity('retry_if_not_exception_type'), ...refusals.map((name) => ({ module: 'anthropic', name }))])];
}

function ending(of: CallRef, tools: Tools): Named {
  const text = `stop_after_attempt(${enough})`;
  const place = tools.option(of, 'stop');
  if (place === undefined) return ['stop', addedArgument(of, `stop=${text}`, tenacity('stop_after_attempt'))];
  return ['stop', place !== 'unknown' && isWrittenIn(place, of) && !sidesOf(place) && partOf(place, tools)?.name === 'stop_never' ? replacing(place, text, tenacity('stop_after_attempt')) : undefined];
}

/** More attempts, where there are few. */
function limited(of: CallRef, tools: Tools): readonly Named[] {
  const stop = partIn(of, 'stop', tools);
  const number = stop?.part.name === 'stop_after_attempt' && stop.part.of ? pythonArgument(stop.part.of, 'max_attempt_number', 0, tools) : undefined;
  if (number === undefined || number === 'unknown' || number.expr.kind !== 'number') return [['stop', undefined]];
  return number.expr.value >= enough ? [] : [['stop', replacing(number, String(enough))]];
}

/** Other waits, where so many attempts do not outlive a limit per minute. */
function paced(of: CallRef, tools: Tools): readonly Named[] {
  const wait = tools.option(of, 'wait');
  const total = totalWait(enough - 1, (retry) => longestWait(wait, retry, tools));
  if (!isShort(total)) return [];
  const longer = 'wait_random_exponential(max=60)';
  const names = tenacity('wait_random_exponential');
  if (wait === undefined) return [['wait', addedArgument(of, `wait=${longer}`, names)]];
  const given = partIn(of, 'wait', tools);
  return [['wait', given && replacing(given.place, longer, names)]];
}

function isTrue(place: Place | 'unknown' | undefined, tools: Tools): boolean {
  const value = place && place !== 'unknown' ? tools.evaluate(place) : undefined;
  return value?.is === 'literal' && value.value === true;
}

/** False where the waits are not known, which nothing is said of then. */
function isPacedTooFast({ attempts, maxWaitSeconds }: Layer): boolean {
  return attempts === 'unbounded' || (typeof attempts === 'number' && isShort(maxWaitSeconds));
}

/** `wait_random_exponential` takes the arguments of `wait_exponential`, and draws between the shortest wait and what that would wait. */
function drawn(of: CallRef, tools: Tools): Named {
  const wait = tools.option(of, 'wait');
  if (wait === undefined) return ['wait', addedArgument(of, 'wait=wait_random_exponential(max=60)', tenacity('wait_random_exponential'))];
  const found = partIn(of, 'wait', tools);
  if (!found) return ['wait', undefined];
  const { place, part } = found;
  if (part.name !== 'wait_exponential' || !part.of) return ['wait', behind(place, ' + wait_random(0, 1)', tenacity('wait_random'))];
  return ['wait', replacing({ chunk: part.of.chunk, expr: part.of.call.callee }, 'wait_random_exponential', tenacity('wait_random_exponential'))];
}
