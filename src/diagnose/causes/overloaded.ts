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
  advice: () => [
    'Retry 529 with exponential backoff and jitter for a few minutes. Many retry libraries do not have 529 in their list of statuses: add it.',
    `Look at [${docs.status.slice('https://'.length)}](${docs.status}).`,
    'Fall back to another model where the task allows it. Smaller requests and a higher limit do not help.',
  ],
  next: () => [{ text: 'Rehearse it: the local API answers 529 for as long as you choose, and shows whether the program outlasts it.', action: 'rehearse' }],
  retry: () => 'overload',
  sources: [docs.errors],
};

/** Inside a stream it is an error that no SDK retries: see `stream-error`. */
function match(evidence: Evidence): Match | undefined {
  const { status, errorType, midStream, provider } = evidence;
  if (midStream) return undefined;
  if (errorType === 'overloaded_error') return { confidence: 'high', evidence: [{ text: 'The error type says so', quote: errorType }] };
  if (status === 529) return { confidence: 'high', evidence: [{ text: 'The status is 529, which overload has' }] };
  if (errorType !== undefined || status !== undefined) return undefined;
  const said = messageMatch(evidence, /^(?:API Error: )?Overloaded\b|API servers are overloaded/i);
  // Without a type or a status any service can have said so.
  return said && provider !== 'anthropic' ? { ...said, confidence: 'medium' } : said;
}
