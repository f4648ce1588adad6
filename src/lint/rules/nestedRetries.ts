import { isGuard } from '../policy/effectivePolicy';
import type { Layer } from '../policy/layer';
import { capitalized } from './capitalized';
import { type Rule, docsUrl } from './rule';

/** Requests for one answer above which nobody means it: an SDK’s default within a guard of three attempts makes nine. */
const most = 10;

export const nestedRetries: Rule = {
  id: 'nested-retries',
  severity: 'warning',
  title: 'Retries within retries multiply',
  why: 'Each attempt of the outer retry runs all attempts of the inner one: 3 within 10 are 30 requests for one answer, all of which count against the limit that refused the first. In one agent the SDK’s own two retries within the program’s loop ended in a deadlock until they were switched off (hermes-agent #26293).',
  examples: [
    { language: 'ts', bad: 'pRetry(() => client.messages.create(body), { retries: 9 }); // and the SDK’s own two', good: 'pRetry(() => client.messages.create(body, { maxRetries: 0 }), { retries: 9 });' },
    { language: 'python', bad: 'client = Anthropic(max_retries=5)\n\n@retry(stop=stop_after_attempt(6))\ndef ask(): return client.messages.create(**body)', good: 'client = Anthropic(max_retries=0)\n\n@retry(stop=stop_after_attempt(6))\ndef ask(): return client.messages.create(**body)' },
  ],
  off: 'The layers act on different failures, which the code does not show.',
  docsUrl: docsUrl('nested-retries'),
  check: ({ policy: { layers } }) => {
    const acting = layers.filter((layer): layer is Layer & { readonly attempts: number } => layer.covers429 === true && typeof layer.attempts === 'number' && layer.attempts > 1 && !layer.redelivers);
    const product = acting.reduce((total, { attempts }) => total * attempts, 1);
    const outer = acting.findLast(isGuard);
    if (acting.length < 2 || !outer || product <= most) return undefined;
    const sum = acting.map(({ attempts }) => attempts).join(' × ');
    return `${capitalized(outer.name)} runs retries that are there already: ${sum} = ${product} requests for one answer.`;
  },
};
