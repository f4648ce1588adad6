import { type Rule, docsUrl } from './rule';

export const unhandledStreamError: Rule = {
  id: 'unhandled-stream-error',
  severity: 'information',
  title: 'The handler misses an overload that comes within the stream',
  why: 'An answer can begin with a 200 and break off with an `overloaded_error` in the stream. No SDK sends that again, and none raises it with a status or a class of its own, so a handler that asks for these lets it through: raising `maxRetries` “targeted the wrong failure mode” (omadia #122), and about one call in a hundred still failed (anthropic-sdk-python #688).',
  examples: [
    { language: 'ts', bad: 'catch (error) {\n  if (error.status !== 529) throw error;\n  await sleep(5000);\n}', good: "catch (error) {\n  if (error.status !== 529 && error.type !== 'overloaded_error') throw error;\n  await sleep(5000);\n}" },
    { language: 'python', bad: 'except OverloadedError:\n    time.sleep(5)', good: 'except APIStatusError as error:\n    if error.type != "overloaded_error":\n        raise\n    time.sleep(5)' },
  ],
  off: 'An answer that breaks off is dealt with further out.',
  docsUrl: docsUrl('unhandled-stream-error'),
  isLevelFixed: true,
  check: ({ streamErrors }) => streamErrors && { span: streamErrors.span, message: 'This handler asks for the status or the class, and an overload within the stream has neither: its `type` is `overloaded_error`.' },
};
