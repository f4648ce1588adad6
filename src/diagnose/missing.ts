import type { Evidence } from './evidence';
import { hasLimitHeaders } from './facts';
import type { NextStep } from './nextStep';

export type { NextStep, StepAction } from './nextStep';

/** What would make a diagnosis sure. */
export interface Missing {
  /** Why nothing surer can be said, as clauses after "because". */
  readonly because: readonly string[];
  readonly next: readonly NextStep[];
}

/** What is missing for a sure answer; undefined where nothing is that a text could show. `top` is the id of the cause that was found. */
export function missingFor(evidence: Evidence, top?: string): Missing | undefined {
  if (evidence.origin === 'ping') return missingForPing(evidence);
  if (evidence.occurrences === 0) return { because: ['no error of the Claude API was found in the text'], next: [{ text: 'Paste the whole error as the program printed it, with the lines around it.' }, { text: headersHow }] };
  if (evidence.provider === 'other') return { because: ['the error comes from another service than Claude'], next: [{ text: 'Look at that service\'s own limits.' }] };
  const because: string[] = [];
  const next: NextStep[] = [];
  if (evidence.message === undefined || evidence.message.length < 12) {
    because.push('the error\'s message is missing or names no limit');
    next.push({ text: 'Print the body of the answer: its `error.message` names the limit. TypeScript: `console.error(err)`; Python: `print(err)`.' });
  } else if (!evidence.limit) because.push('the message names no limit');
  if (!hasLimitHeaders(evidence)) {
    because.push(evidence.headersShown ? 'the answer has no `anthropic-ratelimit-…` headers' : 'the response headers are not shown');
    next.push(evidence.headersShown ? { text: 'Without those headers, look for a gateway or proxy in between: it may have refused the request itself.' } : { text: headersHow, action: 'pass-through' });
  }
  if (evidence.provider === undefined && top !== 'gateway-limit') because.push('nothing shows that Claude itself answered');
  if (because.length === 0 && top !== undefined) return undefined;
  next.push({ text: 'Run "Claude API: Check Headroom Now" right after the next error: it shows what is left of each limit.', action: 'ping' });
  return { because, next };
}

const headersHow =
  'Add the response headers. TypeScript: `err.headers`; Python: `err.response.headers`; curl: `-i`. They say what was left of each limit and how long to wait.';

function missingForPing({ status, buckets }: Evidence): Missing {
  if (status === undefined) return { because: ['the last test ping got no answer from the API'], next: [{ text: 'Check the network, a proxy, and `headroom.baseUrl`. A limit would have answered.' }] };
  if (status >= 400) return { because: ['the last test ping failed without naming a limit'], next: [{ text: 'Paste the error of your own program.' }] };
  return {
    because: [`the last test ping was answered normally, so nothing was used up at that moment${buckets.length === 0 ? '' : ' for its model'}`],
    next: [{ text: 'Paste the error of your own program: limits are per model class and refill within a minute, so a later ping cannot show what stopped an earlier request.' }],
  };
}
