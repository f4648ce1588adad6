import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/lint/source';
import { offered } from './offered';
import { runnable, usePython } from './python';
import { runProgram } from './runProgram';

describe('a stream that Headroom lets begin again only before its first text', () => {
  usePython();

  for (const name of runnable(['tellsTwice.ts'], ['tells_twice.py'])) {
    const fixed = name.replace('.', '.retry-before-output.fixed.');

    it(`shows nothing twice where it breaks off in the middle: ${name}`, async () => {
      const inTheMiddle = { kind: 'stream-error', after: 3, times: 1 } as const;
      const [whole, before, after] = await Promise.all([runProgram(fixed, []), runProgram(name, [inTheMiddle]), runProgram(fixed, [inTheMiddle])]);
      assert.deepEqual([whole.code, before.code, whole.requests.length, before.requests.length, after.requests.length], [0, 0, 1, 2, 1]);
      const answer = whole.output.trim();
      assert.ok(before.output.length > answer.length && before.output.trim().endsWith(answer));
      assert.notEqual(after.code, 0);
      assert.match(after.output, /Overloaded/i);
      assert.equal(after.output.split(answer.slice(0, 5)).length, 2);
    });

    it(`still begins again where it breaks off before: ${name}`, async () => {
      const { code, requests, output } = await runProgram(fixed, [{ kind: 'stream-error', after: 'message_start', times: 1 }, { kind: 'overloaded', times: 1, retryAfterSeconds: 0 }]);
      assert.deepEqual([code, requests.length], [0, 3], output);
    });
  }
});

const propose = async (language: 'javascript' | 'python', text: string) => {
  const fix = (await offered(language, text, 'retry-after-output')).find((one) => one.fix === 'retry-before-output');
  return fix && applyEdits(text, fix.edits);
};

describe('to begin again only before the first text', () => {
  const javascript = (reading: string) => `import Anthropic from "@anthropic-ai/sdk"\nconst client = new Anthropic({ maxRetries: 0 })\nexport async function tell(body, onText) {\n\tfor (let attempt = 0; ; attempt++) {\n\t\ttry {\n\t\t\tconst stream = client.messages.stream(body)\n${reading}\n\t\t\treturn\n\t\t} catch {\n\t\t\tif (attempt === 7) return\n\t\t\tawait new Promise((done) => setTimeout(done, 20000))\n\t\t}\n\t}\n}\n`;

  it('notes the first piece of a loop without braces, in the style of the file', async () => {
    const text = javascript('\t\t\tfor await (const event of stream) onText(event)');
    const expected = javascript('\t\t\tfor await (const event of stream) {\n\t\t\t\tbegun = true\n\t\t\t\tonText(event)\n\t\t\t}').replace('\tfor (let', '\tlet begun = false\n\tfor (let').replace('catch {\n', 'catch (error) {\n\t\t\tif (begun) throw error\n');
    assert.equal(await propose('javascript', text), expected);
  });

  it('notes the first piece before a place that is not a line of its own', async () => {
    const text = javascript('\t\t\tfor await (const event of stream) {\n\t\t\t\tif (event.delta) onText(event)\n\t\t\t}');
    assert.match((await propose('javascript', text)) ?? '', /for await \(const event of stream\) \{\n\t\t\t\tbegun = true\n\t\t\t\tif \(event\.delta\) onText\(event\)\n/);
  });

  it('is not offered where a library starts the answer again, which cannot tell', async () => {
    const text = 'from anthropic import Anthropic\nfrom tenacity import retry, stop_after_attempt\nclient = Anthropic(max_retries=0)\n@retry(stop=stop_after_attempt(8))\ndef tell(body):\n    with client.messages.stream(**body) as stream:\n        for text in stream.text_stream:\n            print(text)\n';
    assert.equal(await propose('python', text), undefined);
  });
});
