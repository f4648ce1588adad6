import type { Cause, Match } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { duration, messageMatch } from '../facts';

export const overloaded: Cause = {
  id: 'overloaded',
  kind: 'limit',
  title: 'Overload of the API (not your quota)',
  match: (evidence) => match(evidence),
  ruledOut: ({ status, errorType }) => (status !== undefined && status !== 529 && errorType !== 'overloaded_error' ? `the status is ${status}, and overload answers 529` : undefined),
  waiting: ({ retryAfterSeconds }) => ({
    helps: 'yes',
    ...(retryAfterSeconds !== undefined && { seconds: retryAfterSeconds }),
    text: `${retryAfterSeconds === undefined ? '' : `Wait ${duration(retryAfterSeconds)} first, as the server asked. `}Overload passes by itself, mostly within minutes; a retry budget of a few seconds is too short.`,
  }),
  advice: (evidence) => [
    ...(evidence.midStream
      ? [
          'The error came inside a stream that had begun with HTTP 200. No SDK retries that, and `maxRetries` does not cover it: catch the error around the reading of the stream and send the whole request again.',
          'Send again only if nothing was shown or stored yet, or throw the partial answer away first; otherwise the text appears twice.',
          'Test the error\'s type (`overloaded_error`), not a status: the exception has no 529.',
        ]
      : ['Retry 529 with exponential backoff and jitter for a few minutes. Many retry libraries do not have 529 in their list of statuses: add it.']),
    `Look at [${docs.status.slice('https://'.length)}](${docs.status}).`,
    'Fall back to another model where the task allows it. Smaller requests and a higher limit do not help.',
  ],
  retry: ({ midStream }) => (midStream ? 'stream' : 'overload'),
  sources: [docs.errors],
};

function match(evidence: Evidence): Match | undefined {
  const { status, errorType, midStream } = evidence;
  if (errorType === 'overloaded_error' && midStream) return { confidence: 'high', evidence: [{ text: 'The error came inside a stream, after HTTP 200', quote: errorType }] };
  if (errorType === 'overloaded_error') return { confidence: 'high', evidence: [{ text: 'The error type says so', quote: errorType }] };
  if (status === 529) return { confidence: 'high', evidence: [{ text: 'The status is 529, which only overload has' }] };
  return errorType === undefined ? messageMatch(evidence, /^Overloaded\b|Server is temporarily limiting requests/i) : undefined;
}
