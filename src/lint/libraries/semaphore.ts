import type { Value } from '../program/value';
import { dotted } from './dotted';
import type { LibraryModel, Limiter } from './model';
import { numberOption, pythonArgument } from './options';
import { decoratorCall } from './pythonDecorator';

const bounds = new Map([
  ['asyncio.Semaphore', 'value'],
  ['asyncio.BoundedSemaphore', 'value'],
  ['threading.Semaphore', 'value'],
  ['threading.BoundedSemaphore', 'value'],
  ['anyio.Semaphore', 'initial_value'],
  ['anyio.CapacityLimiter', 'total_tokens'],
  ['trio.Semaphore', 'initial_value'],
  ['trio.CapacityLimiter', 'total_tokens'],
]);

/** The semaphores of the standard library, anyio and trio: so many at once, 1 by default, and nothing is sent again. */
export const semaphore: LibraryModel = {
  name: 'semaphore',
  languages: ['python'],
  context: (value, tools) => {
    if (value.kind !== 'result' || value.path.length > 0) return undefined;
    const name = bounds.get(dotted(value.callee) ?? '');
    if (name === undefined) return undefined;
    const limit = numberOption(pythonArgument(value.of, name, 0, tools), tools) ?? 1;
    return { kind: 'limiter', ...(typeof limit === 'number' && { limit }) };
  },
};

/** aiolimiter 1.3.0: so many within a time, which bounds no number at once. */
export const aiolimiter: LibraryModel = pacing('aiolimiter', (value) => (value.kind === 'result' ? dotted(value.callee) === 'aiolimiter.AsyncLimiter' : false));

/** ratelimit 2.2.1 `decorators.py`: `@sleep_and_retry` goes round again only after the RateLimitException of its own `@limits`. */
export const ratelimit: LibraryModel = pacing('ratelimit', (value) => /^ratelimit\.(?:\w+\.)?(?:limits|rate_limited|RateLimitDecorator|sleep_and_retry)$/.test(decoratorCall(value)?.name ?? ''));

/** pyrate-limiter 4.5.1: waits for its turn before a call, and re-sends nothing. */
export const pyrateLimiter: LibraryModel = pacing('pyrate-limiter', (value) => {
  const made = value.kind === 'result' && value.callee.kind === 'result' ? value.callee : value;
  return made.kind === 'result' && /^pyrate_limiter\.(?:\w+\.)*(?:Limiter|limiter_factory\.\w+)$/.test(dotted(made.callee) ?? '');
});

function pacing(name: string, isOurs: (value: Value) => boolean): LibraryModel {
  const limiter: Limiter = { kind: 'limiter' };
  return {
    name,
    languages: ['python'],
    decorator: ({ decorator }) => (isOurs(decorator) ? limiter : undefined),
    context: (value) => (isOurs(value) ? limiter : undefined),
  };
}
