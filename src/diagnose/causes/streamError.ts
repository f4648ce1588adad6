import type { Cause } from '../cause';
import { docs } from '../docs';

/** What an error inside a stream is called, by its type. */
const titles: Readonly<Record<string, string>> = {
  overloaded_error: 'Overload inside a stream (not your quota)',
  rate_limit_error: 'A rate limit inside a stream',
  api_error: 'A failure of the API inside a stream',
};

export const streamError: Cause = {
  id: 'stream-error',
  kind: 'limit',
  covers: ['overloaded', 'not-a-rate-limit'],
  title: 'An error inside a stream that had begun well',
  match: ({ midStream, errorType, message }) => {
    if (!midStream) return undefined;
    const title = titles[errorType ?? ''];
    const quote = errorType ?? message;
    return { confidence: 'high', evidence: [{ text: 'The error came as an event of a stream, after HTTP 200', ...(quote !== undefined && { quote }) }], ...(title !== undefined && { title }) };
  },
  ruledOut: ({ status, errorType }) => (errorType === 'overloaded_error' && status !== undefined && status !== 200 ? `the status is ${status}, and an error inside a stream comes after 200` : undefined),
  waiting: ({ errorType }) =>
    errorType === 'invalid_request_error'
      ? { helps: 'no', text: 'No retry of the same request succeeds.' }
      : { helps: 'yes', text: 'It passes by itself, mostly within minutes. The whole request has to be sent again: a stream cannot be continued.' },
  advice: () => [
    'No SDK sends a stream again once it has begun, and `maxRetries` does not cover it: catch the error around the reading of the stream and send the whole request again, with backoff.',
    'Send again only if nothing was shown or stored yet, or throw the partial answer away first; otherwise the text appears twice.',
    'Test the error\'s type (`overloaded_error`), not a status: the exception has no 529. TypeScript: `err.type`; Python: `err.body`.',
    `Look at [${docs.status.slice('https://'.length)}](${docs.status}) where it comes often.`,
  ],
  next: () => [{ text: 'Rehearse it: the local API breaks streams off in the same way, and shows what the program does.', action: 'rehearse' }],
  retry: () => 'stream',
  sources: [docs.errors, 'https://github.com/anthropics/anthropic-sdk-python/issues/688'],
};
