import { type Rule, docsUrl } from './rule';

export const matchesErrorText: Rule = {
  id: 'matches-error-text',
  severity: 'information',
  title: 'The handler tells errors apart by their text',
  why: 'The wording of an error can change, as the SDK’s own comment on `message` says, and “429” can stand in any text: in a token count, an id or a quoted prompt. A pattern for “status 5xx” never matched “Overloaded”, so that no overload was ever retried (obsidian-llm-wiki #41).',
  examples: [
    { language: 'ts', bad: "if (error.message.includes('429')) await sleep(5000);", good: 'if (error instanceof Anthropic.RateLimitError) await sleep(5000);' },
    { language: 'python', bad: 'except Exception as error:\n    if "429" in str(error):\n        time.sleep(5)', good: 'except RateLimitError:\n    time.sleep(5)' },
  ],
  off: 'What comes in between hands on nothing of an error but its text.',
  docsUrl: docsUrl('matches-error-text'),
  isLevelFixed: true,
  check: ({ errorTextAt }) => errorTextAt && { span: errorTextAt, message: 'This tells by the text of the error what has happened: the wording can change, and its status, type or class says it for certain.' },
};
