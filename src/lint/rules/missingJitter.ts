import { actingOf } from '../policy/effectivePolicy';
import { capitalized } from './capitalized';
import { type Rule, docsUrl } from './rule';

export const missingJitter: Rule = {
  id: 'missing-jitter',
  severity: 'hint',
  title: 'Parallel calls wait alike and come back all at once',
  why: 'Calls that run side by side are refused together. Without chance in their waits they return in the same moment and are refused together again: five or six parallel agents all met a 429 within eight seconds, one after the other none did (claude-code #68968).',
  examples: [
    { language: 'ts', bad: 'await sleep(1000 * 2 ** attempt);', good: 'await sleep(1000 * 2 ** attempt * (0.5 + Math.random() / 2));' },
    { language: 'python', bad: 'wait=wait_exponential(max=60)', good: 'wait=wait_exponential_jitter(max=60)' },
  ],
  off: 'A limiter lets the calls go one by one.',
  docsUrl: docsUrl('missing-jitter'),
  check: ({ policy: { layers }, fanOut }) => {
    if (fanOut.kind !== 'parallel' || fanOut.limit === 1) return undefined;
    const acting = actingOf(layers);
    const outer = acting.at(-1);
    if (!outer || acting.some(({ jitter }) => jitter !== false)) return undefined;
    return `${capitalized(outer.name)} waits the same time in each of these parallel calls: they come back together and are refused together.`;
  },
};
