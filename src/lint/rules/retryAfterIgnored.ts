import { pacingLayer } from '../policy/faultyLayers';
import { capitalized } from './capitalized';
import { type Rule, docsUrl } from './rule';
import { weakRetry } from './weakRetry';

export const retryAfterIgnored: Rule = {
  id: 'retry-after-ignored',
  severity: 'information',
  title: 'The retry waits a time of its own although the server says how long',
  why: 'Each 429 of a rate limit carries `retry-after`, and earlier retries fail (Anthropic’s rate-limit documentation). A fixed wait is too short when the bucket is deep in debt and wasted time when it is not; users asked for it in one SDK after another (vercel/ai #5018, litellm #4387).',
  examples: [
    { language: 'ts', bad: 'await sleep(5000);', good: "const seconds = Number(error.headers?.get('retry-after'));\nawait sleep(seconds > 0 ? Math.min(seconds, 120) * 1000 : 5000);" },
    { language: 'python', bad: 'time.sleep(5)', good: 'time.sleep(min(120, float(error.response.headers.get("retry-after", 5))))' },
  ],
  off: 'The waits are longer than any that the server asks for.',
  docsUrl: docsUrl('retry-after-ignored'),
  check: (call, context) => {
    const { covers429, retryAfter, state, layers } = call.policy;
    // What Bedrock, Vertex and gateways answer has no such header, or need not have it.
    if (call.provider !== 'anthropic') return undefined;
    // Where all waits together are too short, that is the more useful thing to say.
    if (covers429 !== true || retryAfter !== 'ignored' || state === 'ineffective' || state === 'unknown' || weakRetry.check?.(call, context) !== undefined) return undefined;
    const deaf = pacingLayer(layers);
    return deaf && `${capitalized(deaf.name)} waits a time of its own after a 429 and does not read \`retry-after\`, in which the server says how long.`;
  },
};
