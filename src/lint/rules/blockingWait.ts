import { type Rule, docsUrl } from './rule';

export const blockingWait: Rule = {
  id: 'blocking-wait',
  severity: 'warning',
  title: 'The event loop stands still while this call waits',
  why: 'An async function shares its thread with all the others. A blocking sleep or request in it stops them all: other answers, health checks and cancellations wait until the rate limit is over (aden-hive #4058, watchflow #68, phoenix #15462).',
  examples: [
    { language: 'ts', bad: 'Atomics.wait(cell, 0, 0, 5000);', good: 'await new Promise((done) => setTimeout(done, 5000));' },
    { language: 'python', bad: 'async def ask():\n    try:\n        return client.messages.create(**body)  # client = Anthropic()\n    except RateLimitError:\n        time.sleep(5)', good: 'async def ask():\n    try:\n        return await client.messages.create(**body)  # client = AsyncAnthropic()\n    except RateLimitError:\n        await asyncio.sleep(5)' },
  ],
  off: 'Nothing else runs in the same event loop, as in a script that asks one thing.',
  docsUrl: docsUrl('blocking-wait'),
  isLevelFixed: true,
  check: ({ blocks }) => blocks && { span: blocks.span, message: blocks.what === 'sleep' ? 'This sleep holds up the whole event loop: everything else that is async waits with it.' : 'This request is not async: the whole event loop waits for its answer.' },
};
