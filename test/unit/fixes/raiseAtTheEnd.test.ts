import assert from 'node:assert/strict';
import type { LanguageId } from '../../../src/lint/call';
import { applyEdits } from '../../../src/lint/source';
import { offered } from './offered';
import { runnable, usePython } from './python';
import { runProgram } from './runProgram';

describe('a loop of attempts that Headroom lets end with an error', () => {
  usePython();

  const all = runnable<readonly [string, RegExp]>([['endsInSilence.ts', /RateLimitError/]], [['ends_in_silence.py', /RateLimitError/]]);
  for (const [name, error] of all) {
    const fixed = name.replace('.', '.raise-at-the-end.fixed.');

    it(`tells that every attempt has failed, where it ended as if it had an answer: ${name}`, async () => {
      const always = { kind: 'input-tokens-limit', retryAfterSeconds: 0 } as const;
      const [before, after] = await Promise.all([name, fixed].map((each) => runProgram(each, [always])));
      assert.equal(before?.code, 0);
      assert.match(before.output, /^(?:nothing|None)\r?\n$/);
      assert.notEqual(after?.code, 0);
      assert.match(after?.output ?? '', error);
      assert.deepEqual([before.requests.length, after?.requests.length], [6, 6]);
    });

    it(`still has its answer once one attempt comes through: ${name}`, async () => {
      const { code, output, requests } = await runProgram(fixed, [{ kind: 'overloaded', times: 5, retryAfterSeconds: 0 }]);
      assert.equal(code, 0, output);
      assert.equal(requests.length, 6);
      assert.match(output, /^max_tokens\r?\n$/);
    });
  }
});

const head: Readonly<Record<'typescript' | 'python', string>> = {
  typescript: "import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic({ maxRetries: 0 });\nconst sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));\n",
  python: 'import time\nfrom anthropic import Anthropic, RateLimitError\nclient = Anthropic(max_retries=0)\n',
};

const propose = async (language: 'typescript' | 'python', code: string) => {
  const text = head[language] + code;
  const fix = (await offered(language satisfies LanguageId, text, 'swallowed-failure')).find((one) => one.fix === 'raise-at-the-end');
  return fix && applyEdits(text, fix.edits).slice(head[language].length);
};

describe('to raise at the end', () => {
  it('gives the error a name where it has none, keeps the line ends, and needs no semicolons', async () => {
    const text = 'import Anthropic from "@anthropic-ai/sdk"\r\nconst client = new Anthropic({ maxRetries: 0 })\r\nasync function ask(body) {\r\n\tfor (let i = 0; i < 8; i++) {\r\n\t\ttry {\r\n\t\t\treturn await client.messages.create(body)\r\n\t\t} catch {\r\n\t\t\tawait new Promise((done) => setTimeout(done, 20000))\r\n\t\t}\r\n\t}\r\n}\r\n';
    const [fix] = await offered('javascript', text, 'swallowed-failure');
    assert.equal(fix && applyEdits(text, fix.edits), text.replace('catch {\r\n', 'catch (error) {\r\n\t\t\tif (i === 7) throw error\r\n'));
  });

  const loop = (handler: string, after = '') => `def ask(body):\n    for attempt in range(8):\n        try:\n            return client.messages.create(**body)\n        except RateLimitError:\n${handler}${after}`;
  const sleep = '            time.sleep(2 ** attempt)\n';
  const refused: readonly [string, 'typescript' | 'python', string][] = [
    ['where something else is done once no attempt is left', 'python', loop(sleep, '    print("gave up")\n')],
    ['where the handler itself ends with nothing', 'python', loop(`            if attempt == 5:\n                return None\n${sleep}`)],
    ['where what counts the turns is changed', 'python', loop(`            attempt = attempt + 1\n${sleep}`)],
    ['where nothing counts the turns', 'python', loop(sleep.replace('attempt', '3')).replace('for attempt in', 'for _ in')],
    ['where the loop has an else', 'python', loop(sleep, '    else:\n        print("gave up")\n')],
    ['where the handler stands in one line', 'python', loop('').replace('RateLimitError:\n', 'RateLimitError: time.sleep(2 ** attempt)\n')],
    ['where the function goes on', 'typescript', 'export async function ask(body: any) {\n  let answer: unknown = null;\n  for (let i = 0; i < 8; i++) {\n    try {\n      answer = await client.messages.create(body);\n      break;\n    } catch {\n      await sleep(20_000);\n    }\n  }\n  return answer;\n}'],
  ];
  for (const [why, language, code] of refused) it(`is not offered ${why}`, async () => assert.equal(await propose(language, code), undefined));
});
