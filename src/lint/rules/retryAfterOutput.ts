import { capitalized } from './capitalized';
import { type Rule, docsUrl } from './rule';

export const retryAfterOutput: Rule = {
  id: 'retry-after-output',
  severity: 'information',
  title: 'A stream that breaks off is sent again after its text was used',
  why: 'When a stream breaks off in the middle, a retry around the reading asks anew, and whoever got the first half gets the whole answer after it. Users saw answers twice (nanobot #4038); others stop retrying once a first piece has gone out (adk-anthropic-go #32).',
  examples: [
    { language: 'ts', bad: 'await pRetry(async () => {\n  for await (const text of streamOf(body)) response.write(text);\n});', good: 'const stream = await pRetry(() => client.messages.create({ ...body, stream: true }));\nfor await (const event of stream) response.write(textOf(event));' },
    { language: 'python', bad: '@retry(stop=stop_after_attempt(5))\ndef tell():\n    with client.messages.stream(**body) as stream:\n        for text in stream.text_stream:\n            print(text)', good: '@retry(stop=stop_after_attempt(5))\ndef answer():\n    with client.messages.stream(**body) as stream:\n        return stream.get_final_text()\n\nprint(answer())' },
  ],
  off: 'What was shown before is taken back when the answer starts again.',
  docsUrl: docsUrl('retry-after-output'),
  isLevelFixed: true,
  check: ({ outputAgain }) => outputAgain && { span: outputAgain.span, message: `${capitalized(outputAgain.by)} starts the answer again when the stream breaks off, and what has gone out by then goes out twice.` },
};
