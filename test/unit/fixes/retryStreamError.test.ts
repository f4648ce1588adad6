import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/lint/source';
import { offered } from './offered';
import { runnable, usePython } from './python';
import { runProgram } from './runProgram';

describe('a handler that Headroom lets see an overload within the stream', () => {
  usePython();

  for (const [name, calls] of runnable<readonly [string, number]>([['breaksOff.ts', 1]], [['breaks_off.py', 2]]))
    it(`asks again, before the first text and in the middle, and passes on what no wait mends: ${name}`, async () => {
      const fixed = name.replace('.', '.retry-stream-error.fixed.');
      const early = { kind: 'stream-error', after: 'message_start', times: 1 } as const;
      const inTheMiddle = { kind: 'stream-error', after: 3, times: 1 } as const;
      const [before, after, refused] = await Promise.all([runProgram(name, [early]), runProgram(fixed, [early, inTheMiddle]), runProgram(fixed, [{ kind: 'stream-error', after: 3, errorType: 'api_error' }])]);
      assert.notEqual(before.code, 0);
      assert.equal(after.code, 0, after.output);
      assert.equal(after.requests.length, calls + 2);
      assert.notEqual(refused.code, 0);
      assert.equal(refused.requests.length, 1);
    });
});

const propose = async (language: 'javascript' | 'typescript' | 'python', text: string) => {
  const fix = (await offered(language, text, 'unhandled-stream-error')).find((one) => one.fix === 'retry-stream-error');
  return fix && applyEdits(text, fix.edits);
};

describe('to see an overload within the stream', () => {
  const script = (test: string, reading = 'events.push(event)') => `import Anthropic from "@anthropic-ai/sdk"\nconst client = new Anthropic({ maxRetries: 0 })\nexport async function ask(body, all) {\n  for (let n = 0; ; n++) {\n    try {\n      const events = []\n      for await (const event of client.messages.stream(body)) ${reading}\n      return events\n    } catch (error) {\n      ${test}\n      await new Promise((done) => setTimeout(done, 20000))\n    }\n  }\n}\n`;
  const tests: readonly [string, string][] = [
    ['if (error?.status !== 529) throw error', 'if (error?.status !== 529 && error?.type !== "overloaded_error") throw error'],
    ['if (!(n < 7 && error.status === 529)) throw error', 'if (!(n < 7 && (error.status === 529 || error.type === "overloaded_error"))) throw error'],
  ];
  for (const [before, after] of tests) it(`asks for its type beside the status: ${after}`, async () => assert.equal(await propose('javascript', script(before)), script(after)));

  const python = (handler: string) => `from anthropic import Anthropic, OverloadedError\nimport time\nclient = Anthropic(max_retries=0)\ndef ask(body):\n    while True:\n        try:\n            found = []\n            for event in client.messages.create(stream=True, **body):\n                found.append(event)\n            return found\n${handler}            time.sleep(20)\n`;
  const refused: readonly [string, 'javascript' | 'typescript' | 'python', string][] = [
    ['where a piece of the answer is used at once', 'javascript', script('if (error.status !== 529) throw error', 'console.log(event)')],
    ['where more is kept than an attempt has made', 'javascript', script('if (error.status !== 529) throw error', 'all.push(event)')],
    ['where the type of the error has no such member', 'typescript', script('if ((error as { status?: number }).status !== 529) throw error').replace('(body, all)', '(body: any, all: unknown[])').replace('events = []', 'events: unknown[] = []')],
    ['where another test throws first', 'javascript', script('const { status } = error\n      if (!status) throw error\n      if (error.status !== 529) throw error')],
    ['where another handler follows', 'python', python('        except OverloadedError:\n            time.sleep(20)\n        except ValueError:\n            raise\n').replace('            raise\n            time.sleep(20)\n', '            raise\n')],
    ['where the handler asks for the status too', 'python', python('        except OverloadedError as error:\n            if error.status_code != 529:\n                raise\n')],
  ];
  for (const [why, language, text] of refused) it(`is not offered ${why}`, async () => assert.equal(await propose(language, text), undefined));
});
