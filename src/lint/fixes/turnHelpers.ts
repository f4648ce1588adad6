import type { LanguageId } from '../call';
import type { HelperPart } from './backoffHelper';

const typescript: HelperPart = {
  name: 'atMost',
  params: ['most', 'task'],
  imports: [],
  code: String.raw`/** A function that does what ${'`'}task${'`'} does, at most ${'`'}most${'`'} at once: the others wait for their turn. */
function atMost<A extends unknown[], R>(most: number, task: (...args: A) => PromiseLike<R> | R): (...args: A) => Promise<R> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (...args: A): Promise<R> => {
    if (running < most) running++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task(...args);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}`,
};

const javascript: HelperPart = {
  ...typescript,
  code: String.raw`/** A function that does what ${'`'}task${'`'} does, at most ${'`'}most${'`'} at once: the others wait for their turn. */
function atMost(most, task) {
  const waiting = [];
  let running = 0;
  return async (...args) => {
    if (running < most) running++;
    else await new Promise((resolve) => waiting.push(resolve));
    try {
      return await task(...args);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}`,
};

const python: HelperPart = {
  name: 'in_turn',
  params: ['limit', 'ask'],
  imports: [{ statement: 'import asyncio', module: 'asyncio', names: ['*'] }],
  code: String.raw`async def in_turn(limit, ask, /, *args, **kwargs):
  """Calls ${'`'}ask${'`'} once the semaphore lets it in."""
  async with limit:
    return await ask(*args, **kwargs)`,
};

/** The helper that lets only so many calls run at once, by language. */
export const turnHelpers: Readonly<Record<LanguageId, HelperPart>> = { typescript, tsx: typescript, javascript, python };
