import { type Rule, docsUrl } from './rule';

/** Found by `suppress`, which knows what each comment suppressed: it has no check of its own. */
export const unusedSuppression: Rule = {
  id: 'unused-suppression',
  severity: 'information',
  title: 'A comment that suppresses nothing',
  why: 'A comment that is left behind after its problem was repaired, or that has a typing mistake in the name of the rule, says something untrue about the code, and hides the next problem that comes to its line.',
  examples: [
    { language: 'ts', bad: '// headroom-disable-next-line unretried-cal -- the queue runs this job again\nconst answer = await client.messages.create(body);', good: '// headroom-disable-next-line unretried-call -- the queue runs this job again\nconst answer = await client.messages.create(body);' },
    { language: 'python', bad: 'client = Anthropic(max_retries=8)\nanswer = client.messages.create(**body)  # headroom-disable-line weak-retry', good: 'client = Anthropic(max_retries=8)\nanswer = client.messages.create(**body)' },
  ],
  off: 'Versions of the linter that find different things read the same code.',
  docsUrl: docsUrl('unused-suppression'),
};
