import type { BackoffHelper, HelperImport, HelperPart } from './backoffHelper';
import { javascriptBackoff } from './backoffHelper.javascript';
import { typescriptBackoff } from './backoffHelper.typescript';
import type { RetryLibrary } from './retryLibrary';

/** What differs between JavaScript and TypeScript. */
interface Dialect {
  readonly backoff: BackoffHelper;
  readonly signature: (name: string) => string;
  /** Code that only one of them needs. */
  readonly typed: (code: string) => string;
}

const typescript: Dialect = { backoff: typescriptBackoff, signature: (name) => `async function ${name}<T>(send: () => Promise<T>): Promise<T> {`, typed: (code) => code };
const javascript: Dialect = { backoff: javascriptBackoff, signature: (name) => `async function ${name}(send) {`, typed: () => '' };

const docs = `/** Sends a Claude request again after a rate limit, an overload or a broken connection, at most 8 times in all. */`;

function helper(name: string, needs: HelperImport, body: string, { backoff: { shared }, signature }: Dialect): BackoffHelper {
  const part: HelperPart = { name, params: ['send'], imports: [needs], code: `${docs}\n${signature(name)}\n${body}\n}` };
  return { shared, blocking: part, async: part };
}

// ------------------------------------------------------------------------------------------- p-retry

/** Since 7 `shouldRetry` and `onFailedAttempt` get an object with the error in it, and their promises are waited for (p-retry 9.0.0 `index.js`). What it waits comes on top of what the service says. It is a module that nobody can `require`. */
function pRetry(dialect: Dialect): RetryLibrary {
  const body = `  return pRetry(send, {
    retries: 7,
    maxTimeout: 60_000,
    randomize: true,
    shouldRetry: async ({ error }) => (await backoffMs(error, 1)) !== undefined,
    onFailedAttempt: async ({ error, retriesLeft }) => {
      const wait = retriesLeft > 0 ? await backoffMs(error, 1) : undefined;
      if (wait !== undefined) await new Promise((resolve) => setTimeout(resolve, wait));
    },
  });`;
  return { module: 'p-retry', since: '7.0.0', helper: helper('withPRetry', { statement: "import pRetry from 'p-retry';", module: 'p-retry', names: ['default'], as: 'pRetry' }, body, dialect) };
}

// --------------------------------------------------------------------------------------- async-retry

/** After `bail` it must not see another error, which it would repeat; its waits, which are jittered unless told otherwise, come on top of what the service says (async-retry 1.3.3 `lib/index.js`). */
function asyncRetry(dialect: Dialect): RetryLibrary {
  const { typed } = dialect;
  const body = `  return retry(
    async (bail, attempt) => {
      try {
        return await send();
      } catch (error) {
        const wait = await backoffMs(error, 1);
        if (wait === undefined) return bail(error${typed(' as Error')})${typed(' as never')};
        if (attempt < 8) await new Promise((resolve) => setTimeout(resolve, wait));
        throw error;
      }
    },
    { retries: 7, maxTimeout: 60_000 },
  );`;
  const needs: HelperImport = { statement: "import retry from 'async-retry';", required: "const retry = require('async-retry');", module: 'async-retry', names: ['default'], as: 'retry' };
  return { module: 'async-retry', helper: helper('withAsyncRetry', needs, body, dialect) };
}

// ----------------------------------------------------------------------------------------- cockatiel

/** A filter cannot wait for the body of an answer: what it goes by is made up before, for each request by itself (cockatiel 3.2.1 `dist/RetryPolicy.js`). */
function cockatiel(dialect: Dialect): RetryLibrary {
  const body = `  let wait${dialect.typed(': number | undefined')};
  const policy = cockatiel.retry(cockatiel.handleWhen(() => wait !== undefined), {
    maxAttempts: 7,
    backoff: new cockatiel.DelegateBackoff(() => wait ?? 0),
  });
  return policy.execute(async ({ attempt }) => {
    try {
      return await send();
    } catch (error) {
      wait = await backoffMs(error, attempt + 1);
      throw error;
    }
  });`;
  const needs: HelperImport = { statement: "import * as cockatiel from 'cockatiel';", required: "const cockatiel = require('cockatiel');", module: 'cockatiel', names: ['*'] };
  return { module: 'cockatiel', helper: helper('withCockatiel', needs, body, dialect) };
}

/** The packages that a fix can use, the better known first. */
const inDialect = (dialect: Dialect): readonly RetryLibrary[] => [pRetry, asyncRetry, cockatiel].map((make) => make(dialect));
export const typescriptRetryLibraries = inDialect(typescript);
export const javascriptRetryLibraries = inDialect(javascript);
