import { type Rule, docsUrl } from './rule';

export const unboundedFanOut: Rule = {
  id: 'unbounded-fan-out',
  severity: 'warning',
  title: 'Nothing bounds how many of these calls run at once',
  why: 'A burst is refused long before a minute’s limit is spent: 60 requests a minute may be enforced as one a second, and connections at once have a limit of their own. Twelve calls in one `asyncio.gather` were enough for a 429 (anthropic-sdk-python #496), and of seven agents side by side all died where waves of two came through (claude-plugins #1490).',
  examples: [
    { language: 'ts', bad: 'await Promise.all(documents.map((document) => summarize(document)));', good: "const limit = pLimit(4);\nawait Promise.all(documents.map((document) => limit(() => summarize(document))));" },
    { language: 'python', bad: 'await asyncio.gather(*[summarize(document) for document in documents])', good: 'limit = asyncio.Semaphore(4)\n\nasync def bounded(document):\n    async with limit:\n        return await summarize(document)\n\nawait asyncio.gather(*[bounded(document) for document in documents])' },
  ],
  off: 'There are never more than a few items, or whatever the calls go through lets only so many pass.',
  docsUrl: docsUrl('unbounded-fan-out'),
  isLevelFixed: true,
  check: ({ fanOut: { kind, limit, isBounded } }) => (kind === 'parallel' && limit === undefined && !isBounded ? 'As many of these Claude calls start at once as there are items: nothing bounds them, and a burst is refused.' : undefined),
};
