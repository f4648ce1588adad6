import type { Layer, Repairs, Write } from '../policy/layer';
import { enough, isShort } from '../policy/refill';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Tools } from './model';
import { pythonArgument } from './options';
import { type Draft, repairsOf } from './repairsOf';
import { passing } from './statusLists';
import { isAtLeast } from './versions';
import { addedArgument, addedItems, replacing } from './writes';
import { written } from './written';

/** What is known of a Retry. */
interface Known extends Pick<Layer, 'covers429' | 'covers529' | 'retryAfter'> {
  readonly of: CallRef;
  readonly allowsPost: Layer['covers429'];
  readonly listed: (status: number) => Layer['covers429'];
  /** Seconds of all waits of so many retries, with the given factor. */
  readonly waits: (retries: number) => number | 'unknown';
  /** True for too few requests. */
  readonly isFew: boolean;
  /** True if only Claude calls go through it. */
  readonly own: boolean;
}

type Named = readonly [string, Write | undefined];

/** How the arguments of a urllib3 Retry are written: `util/retry.py` of 2.8.0, and of 1.25 where the methods have another name. */
export function urllib3Repairs(given: Known, tools: Tools): { readonly repairs?: Repairs } {
  // A list that has a name may be used elsewhere as well.
  const isKept = ['status_forcelist', 'allowed_methods', 'method_whitelist'].map((name) => tools.option(given.of, name)).some((place) => typeof place === 'object' && place.expr.kind === 'name');
  const known = { ...given, own: given.own && !isKept };
  const { of, own, covers429, covers529, retryAfter } = known;
  const respects = tools.option(of, 'respect_retry_after_header');
  return repairsOf({
    ...(covers429 === false && { acts: acting(known, tools) }),
    ...(covers429 === true && covers529 === false && { overloaded: { writes: statuses(known, tools), safe: own && returns(of, tools) === 'returned' } }),
    ...(covers429 === true && { attempts: { writes: lasting(known, tools), safe: own }, limit: { writes: [limitOf(of, 'total', 0, tools)], safe: own } }),
    ...(retryAfter === 'ignored' && respects && respects !== 'unknown' && { retryAfter: { writes: [['respect_retry_after_header', literalWrite(respects, 'True')]], safe: own } }),
  });
}

/** The Retry that is meant where a number stands: `HTTPAdapter(max_retries=3)`. */
export function urllib3Instead(place: Place, own: boolean): { readonly repairs?: Repairs } {
  if (place.expr.kind !== 'number') return {};
  const text = `Retry(${Math.max(place.expr.value, enough)}, status_forcelist=[${passing.join(', ')}], allowed_methods=Retry.DEFAULT_ALLOWED_METHODS | {"POST"}, backoff_factor=1, raise_on_status=False)`;
  return repairsOf({ acts: { writes: [['allowed_methods, status_forcelist', replacing(place, text, [{ module: 'urllib3.util', name: 'Retry' }])]], safe: own } });
}

/** A last refusal must come out as it did: without `raise_on_status` the Retry raises an error of its own. */
function acting(known: Known, tools: Tools): Draft {
  const { of, own, allowsPost } = known;
  const end = returns(of, tools);
  const mayChange = end === 'raised by default' && (own || tools.option(of, 'status_forcelist') === undefined);
  return {
    writes: [...(allowsPost === false ? [methods(of, tools)] : []), ...statuses(known, tools), ...(mayChange ? [['raise_on_status', addedArgument(of, 'raise_on_status=False')] as const] : []), ...(known.isFew ? lasting(known, tools) : paced(known, tools))],
    safe: own && (mayChange || end === 'returned'),
  };
}

function methods(of: CallRef, tools: Tools): Named {
  const isOld = isAtLeast(tools.versionOf(of, 'urllib3'), '1.26.0') === false;
  const old = tools.option(of, 'method_whitelist');
  const given = tools.option(of, 'allowed_methods') ?? old;
  const option = isOld || old ? 'method_whitelist' : 'allowed_methods';
  if (given === 'unknown') return [option, undefined];
  if (given?.expr.kind === 'member') {
    const { end, ...rest } = absolute(given.chunk, given.expr.span);
    return [option, { at: { ...rest, start: end, end }, text: ' | {"POST"}' }];
  }
  const standard = `${written(of.call.callee)}.${isOld ? 'DEFAULT_METHOD_WHITELIST' : 'DEFAULT_ALLOWED_METHODS'}`;
  return [option, given ? addedItems(given, ['"POST"'], tools) : addedArgument(of, `${option}=${standard} | {"POST"}`)];
}

function statuses({ of, listed }: Known, tools: Tools): readonly Named[] {
  const given = tools.option(of, 'status_forcelist');
  const missing = [429, 529].filter((status) => listed(status) === false);
  if (missing.length === 0) return [];
  return [['status_forcelist', given === undefined ? addedArgument(of, `status_forcelist=[${passing.join(', ')}]`) : given === 'unknown' ? undefined : addedItems(given, missing.map(String), tools)]];
}

/** Without a factor it does not wait at all for a 529, which comes without retry-after. */
function paced({ of }: Known, tools: Tools): readonly Named[] {
  return tools.option(of, 'backoff_factor') === undefined ? [['backoff_factor', addedArgument(of, 'backoff_factor=1')]] : [];
}

function lasting(known: Known, tools: Tools): readonly Named[] {
  const { of, waits, retryAfter } = known;
  const factor = tools.option(of, 'backoff_factor');
  const respects = tools.option(of, 'respect_retry_after_header');
  const isTooShort = retryAfter !== 'honoured' && isShort(waits(enough));
  const limits = ([['total', 0], ['status', 4]] as const).filter(([name, index]) => {
    const place = pythonArgument(of, name, index, tools);
    return place !== undefined && (place === 'unknown' || place.expr.kind !== 'number' || place.expr.value < enough);
  });
  return [
    ...limits.map(([name, index]) => limitOf(of, name, index, tools)),
    ...paced(known, tools),
    ...(retryAfter === 'ignored' && respects && respects !== 'unknown' ? [['respect_retry_after_header', literalWrite(respects, 'True')] as const] : []),
    ...(isTooShort && factor !== undefined ? [['backoff_factor', factor === 'unknown' ? undefined : literalWrite(factor, '1')] as const] : []),
  ];
}

function limitOf(of: CallRef, name: string, index: number, tools: Tools): Named {
  const place = pythonArgument(of, name, index, tools);
  return [name, place === undefined || place === 'unknown' ? undefined : literalWrite(place, String(enough))];
}

function literalWrite(place: Place, text: string): Write | undefined {
  return ['number', 'boolean', 'null'].includes(place.expr.kind) ? replacing(place, text) : undefined;
}

/** What comes out after the last attempt: the response, where `raise_on_status` is off. */
function returns(of: CallRef, tools: Tools): 'returned' | 'raised by default' | 'unknown' {
  const place = tools.option(of, 'raise_on_status');
  if (place === undefined) return 'raised by default';
  const value = place === 'unknown' ? undefined : tools.evaluate(place);
  return value?.is === 'literal' && value.value === false ? 'returned' : 'unknown';
}
