import type { BackoffHelper, HelperPart } from './backoffHelper';
import { javascriptBackoff } from './backoffHelper.javascript';
import { typescriptBackoff } from './backoffHelper.typescript';
import type { RetryLibrary } from './retryLibrary';

const name = 'withPRetry';
const docs = `/** Sends a Claude request again after a rate limit, an overload or a broken connection, at most 8 times in all. */`;

/** What p-retry waits comes on top of what the service says. */
const body = `  return pRetry(send, {
    retries: 7,
    maxTimeout: 60_000,
    randomize: true,
    shouldRetry: async ({ error }) => (await backoffMs(error, 1)) !== undefined,
    onFailedAttempt: async ({ error, retriesLeft }) => {
      const wait = retriesLeft > 0 ? await backoffMs(error, 1) : undefined;
      if (wait !== undefined) await new Promise((resolve) => setTimeout(resolve, wait));
    },
  });
}`;

function pRetry({ shared }: BackoffHelper, signature: string): RetryLibrary {
  const part: HelperPart = { name, params: ['send'], imports: [{ statement: "import pRetry from 'p-retry';", module: 'p-retry', names: ['default'], as: 'pRetry' }], code: `${docs}\n${signature}\n${body}` };
  // Since 7 `shouldRetry` and `onFailedAttempt` get an object with the error in it, and their promises are waited for (p-retry 9.0.0 `index.js`).
  return { module: 'p-retry', since: '7.0.0', helper: { shared, blocking: part, async: part } };
}

export const typescriptRetryLibraries: readonly RetryLibrary[] = [pRetry(typescriptBackoff, `async function ${name}<T>(send: () => Promise<T>): Promise<T> {`)];
export const javascriptRetryLibraries: readonly RetryLibrary[] = [pRetry(javascriptBackoff, `async function ${name}(send) {`)];
