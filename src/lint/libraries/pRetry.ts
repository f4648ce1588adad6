import { type Abstract, type Scenario, scenarios } from '../program/abstract';
import type { Layer, Repairs } from '../policy/layer';
import type { CallRef, FunctionRef } from '../program/fileView';
import { alsoFor, firstParam } from './alsoFor';
import { repairsOf } from './repairsOf';
import { isWrittenIn } from './writes';
import type { Value } from '../program/value';
import { everyOf, not } from '../program/threeValued';
import { ends, errorIn, predicate } from './coverage';
import type { LibraryModel, Tools, WrapperUse } from './model';
import { retryOptionsLayer } from './retryOptions';
import { isAtLeast } from './versions';

/**
 * p-retry 4.6.2 to 9.0.0 `index.js`: re-sends on any error but an AbortError, 10 times with the waits of `retry`, and
 * reads no retry-after itself. What its options do depends on the version: `shouldRetry` came with 6.2, and since 7 it and
 * `onFailedAttempt` get an object with the error in it.
 */
export const pRetry: LibraryModel = {
  name: 'p-retry',
  languages: ['typescript', 'tsx', 'javascript'],
  wrapper: (use, tools) => {
    if (use.callback !== 0 || !isRetry(use.callee)) return undefined;
    const layer = retryOptionsLayer(use, { name: 'p-retry', randomize: false, asks: (ref) => asks(ref, use, tools) }, tools);
    const paced: Layer = waitsAsTold(use, tools) ? { ...layer, retryAfter: 'honoured' } : layer;
    return { ...paced, ...repairs(paced, use, tools) };
  },
};

/** A `shouldRetry` of the program is told what errors of the SDK have. */
function repairs(layer: Layer, use: WrapperUse, tools: Tools): { readonly repairs?: Repairs } {
  const place = tools.option(use.ref, 'shouldRetry', 1);
  const { covers429, covers529 } = layer;
  if ((use.errors !== 'anthropic' && use.errors !== 'openai') || !place || place === 'unknown' || covers429 === 'unknown' || (covers429 && covers529 !== false)) return {};
  const path = isAtLeast(tools.versionOf(use.ref, 'p-retry'), '7.0.0') === true ? ['error'] : [];
  const statusIn = (of: FunctionRef) => {
    const error = firstParam(of, path);
    return error === undefined ? undefined : { read: `${error}.status`, number: `Number(${error}.status)`, guard: `'status' in ${error}` };
  };
  const missing = [...(covers429 ? [] : [429]), ...(covers529 === false ? [529] : [])];
  const draft = { writes: [['shouldRetry', alsoFor(place, missing, statusIn, tools)] as const], safe: isWrittenIn(place, use.ref) };
  const found = repairsOf(covers429 ? { overloaded: draft } : { acts: draft });
  return found.repairs ? { repairs: { ...layer.repairs, ...found.repairs } } : {};
}

/** It waits for the promise of `onFailedAttempt`, before it waits itself. */
function waitsAsTold(use: WrapperUse, tools: Tools): boolean {
  const place = tools.option(use.ref, 'onFailedAttempt', 1);
  const values = place && place !== 'unknown' ? tools.resolve(place) : [];
  const argument = argumentOf(use, tools);
  return values.length > 0 && values.every((value) => value.kind === 'function' && tools.waitsAsTold(value.of, use.errors, argument(scenarios.rateLimited)));
}

function isRetry(callee: Value): boolean {
  return callee.kind === 'symbol' && callee.module === 'p-retry' && ['default', 'makeRetriable'].includes(callee.path.at(-1) ?? 'default');
}

function asks(ref: CallRef, use: WrapperUse, tools: Tools): (scenario: Scenario) => boolean | undefined {
  const version = tools.versionOf(ref, 'p-retry');
  const shouldRetry = isAtLeast(version, '6.2.0') === false ? undefined : tools.option(ref, 'shouldRetry', 1);
  const onFailed = tools.option(ref, 'onFailedAttempt', 1);
  const argument = argumentOf(use, tools);
  return (scenario) =>
    everyOf([
      !isAbort(errorIn(use, scenario)),
      shouldRetry === undefined ? true : shouldRetry === 'unknown' ? undefined : predicate(shouldRetry, use, scenario, tools, argument(scenario)),
      onFailed === undefined ? true : onFailed === 'unknown' ? undefined : not(ends(onFailed, use, scenario, tools, { argument: argument(scenario) })),
    ]);
}

/** What `shouldRetry` and `onFailedAttempt` get. */
function argumentOf(use: WrapperUse, tools: Tools): (scenario: Scenario) => Abstract {
  const getsContext = isAtLeast(tools.versionOf(use.ref, 'p-retry'), '7.0.0');
  return (scenario) => {
    const error = errorIn(use, scenario);
    return getsContext === true ? { is: 'record', entries: { error, attemptNumber: unknown, retriesLeft: unknown, retriesConsumed: unknown } } : error;
  };
}

const unknown: Abstract = { is: 'unknown' };

/** `throw new AbortError(...)` in the function ends the retrying. */
function isAbort(error: Abstract): boolean {
  return error.is === 'error' && error.made?.name === 'AbortError';
}
