import { eagerGuard } from '../policy/faultyLayers';
import { capitalized } from './capitalized';
import { type Rule, docsUrl } from './rule';

export const retriesPermanentErrors: Rule = {
  id: 'retries-permanent-errors',
  severity: 'information',
  title: 'The retry also sends again what no wait mends',
  why: 'A request that is malformed, too large or not allowed fails the same way each time; sending it again hides the mistake and spends the limit that others wait for. A request of 56,919 tokens went five times in half a minute against 30,000 a minute (Autonomix #8).',
  examples: [
    { language: 'ts', bad: 'pRetry(() => client.messages.create(body));', good: 'pRetry(() => client.messages.create(body), { shouldRetry: ({ error }) => !(error instanceof APIError) || error.status === 429 || error.status >= 500 });' },
    { language: 'python', bad: '@retry(stop=stop_after_attempt(8))', good: '@retry(stop=stop_after_attempt(8), retry=retry_if_exception_type((RateLimitError, InternalServerError, APIConnectionError)))' },
  ],
  off: 'Something else makes the same failures pass, such as another prompt for each attempt.',
  docsUrl: docsUrl('retries-permanent-errors'),
  check: ({ policy: { layers } }) => {
    const eager = eagerGuard(layers);
    return eager && `${capitalized(eager.name)} sends this Claude call again after any error, also after a 400 or 401, which no wait mends.`;
  },
};
