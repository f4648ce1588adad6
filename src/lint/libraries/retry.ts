import type { Layer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import { blockingDecorator } from './blockingDecorator';
import { coverage, isOneOf } from './coverage';
import { dotted } from './dotted';
import type { LayerUse, LibraryModel, Tools } from './model';
import { numberOption } from './options';
import { decoratorCall } from './pythonDecorator';
import { totalWait } from './waits';

/** retry 0.9.2 and retry2 0.9.5 `retry/api.py`: any Exception, without end and without a wait unless told otherwise; it reads no retry-after. */
export const retry: LibraryModel = {
  name: 'retry',
  leavesGenerators: true,
  languages: ['python'],
  decorator: (use, tools) => {
    const found = decoratorCall(use.decorator, use.args);
    return found?.of && isRetry(found.name) ? blockingDecorator(layer('decorator', found.of, { exceptions: 0, tries: 1 }, use, tools), found.of) : undefined;
  },
  wrapper: (use, tools) => {
    const { callee, callback, ref } = use;
    if (callback !== 0) return undefined;
    if (/^retry\.(?:api\.)?retry_call$/.test(dotted(callee) ?? '')) return layer('library', ref, { exceptions: 3, tries: 4 }, use, tools);
    const found = callee.kind === 'result' ? decoratorCall(callee) : undefined;
    return found?.of && isRetry(found.name) ? layer('library', found.of, { exceptions: 0, tries: 1 }, use, tools) : undefined;
  },
};

function isRetry(name: string): boolean {
  return name === 'retry.retry' || name === 'retry.api.retry';
}

interface Positions {
  readonly exceptions: number;
  readonly tries: number;
}

function layer(kind: Layer['kind'], ref: CallRef, positions: Positions, use: LayerUse, tools: Tools): Layer {
  const given = (name: string, index: number) => tools.option(ref, name) ?? tools.argument(ref, index);
  const number = (name: string, index: number, fallback: number) => {
    const value = numberOption(given(name, index), tools) ?? fallback;
    return typeof value === 'number' ? value : Number.NaN;
  };
  const types = given('exceptions', positions.exceptions);
  const tries = numberOption(given('tries', positions.tries), tools) ?? -1;
  const attempts = typeof tries === 'number' && tries < 0 ? 'unbounded' : tries;
  const at = positions.tries;
  const [delay, longest, factor] = [number('delay', at + 1, 0), number('max_delay', at + 2, Infinity), number('backoff', at + 3, 1)];
  const jitter = largest(given('jitter', at + 4), tools);
  const waitBefore = (retryNumber: number) => {
    let wait = delay;
    for (let i = 1; i < retryNumber; i++) wait = Math.min(wait * factor + jitter, longest);
    return wait;
  };
  return {
    kind,
    name: 'retry',
    attempts,
    ...coverage('retry', use, attempts, (scenario) => (types === undefined ? true : types === 'unknown' ? undefined : isOneOf(types, use, scenario, tools))),
    retryAfter: 'ignored',
    maxWaitSeconds: totalWait(typeof attempts === 'number' ? attempts - 1 : attempts, waitBefore),
    implicit: false,
    at: absolute(ref.chunk, ref.call.span),
  };
}

/** A number, or a range of which it takes one. */
function largest(place: Place | 'unknown' | undefined, tools: Tools): number {
  if (place === undefined) return 0;
  const value = place === 'unknown' ? undefined : tools.evaluate(place);
  const last = value?.is === 'list' ? value.items.at(-1) : value;
  return last?.is === 'literal' && typeof last.value === 'number' ? last.value : Number.NaN;
}
