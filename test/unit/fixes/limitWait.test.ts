import assert from 'node:assert/strict';
import type { LanguageId } from '../../../src/lint/call';
import { applyEdits } from '../../../src/lint/source';
import { offered } from './offered';
import { runnable, usePython } from './python';
import { runProgram } from './runProgram';

describe('a retry whose wait Headroom limits', () => {
  usePython();

  for (const name of runnable(['patientLoops.ts'], ['patient_loops.py']))
    it(`fails at once where it is told to come back in two hours: ${name}`, async () => {
      const { code, output, requests } = await runProgram(name.replace('.', '.limit-wait.fixed.'), [{ kind: 'input-tokens-limit', retryAfterSeconds: 7200 }]);
      assert.notEqual(code, 0);
      assert.match(output, /429/);
      assert.equal(requests.length, name.endsWith('.py') ? 1 : 3);
    });
});

const propose = async (language: LanguageId, text: string) => {
  const fix = (await offered(language, text, 'unbounded-wait')).find((one) => one.fix === 'limit-wait');
  return fix && applyEdits(text, fix.edits);
};

describe('to limit a wait', () => {
  const python = (wait: string) =>
    `import time\nfrom anthropic import Anthropic, APIStatusError\nclient = Anthropic(max_retries=0)\ndef ask(body):\n    for attempt in range(8):\n        try:\n            return client.messages.create(**body)\n        except APIStatusError as error:\n            if error.status_code not in (429, 529) or attempt == 7:\n                raise\n${wait.replace(/^/gm, '            ')}\n`;
  const script = (wait: string) =>
    `import Anthropic from '@anthropic-ai/sdk'\nconst client = new Anthropic({ maxRetries: 0 })\nconst sleep = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000))\nexport async function ask(body) {\n  for (let attempt = 0; ; attempt++) {\n    try {\n      return await client.messages.create(body)\n    } catch (error) {\n      if (attempt === 7 || ![429, 529].includes(error.status)) throw error\n${wait.replace(/^/gm, '      ')}\n    }\n  }\n}\n`;
  const told = "error.response.headers.get('retry-after', 20)";

  const rewritten: readonly [string, LanguageId, string, string][] = [
    ['of a name', 'python', python(`wait = int(${told})\ntime.sleep(wait)`), python(`wait = int(${told})\nif wait > 120:\n    raise\ntime.sleep(wait)`)],
    ['that gets a name for it', 'python', python(`time.sleep(int(${told}))`), python(`wait = int(${told})\nif wait > 120:\n    raise\ntime.sleep(wait)`)],
    ['in the seconds that a helper takes', 'javascript', script("await sleep(Number(error.headers.get('retry-after') ?? 5))"), script("const wait = Number(error.headers.get('retry-after') ?? 5)\nif (wait > 120) throw error\nawait sleep(wait)")],
  ];
  for (const [what, language, before, after] of rewritten) it(what, async () => assert.equal(await propose(language, before), after));

  const refused: readonly [string, LanguageId, string][] = [
    ['where a wait of its own is as long', 'python', python("time.sleep(int(error.response.headers.get('retry-after', 3 * 2**attempt)))")],
    ['where the wait shares its line', 'python', python(`if attempt < 7: time.sleep(int(${told}))`)],
    ['where the wait is all that a test is for', 'javascript', script("if (attempt < 7)\n  await sleep(Number(error.headers.get('retry-after') ?? 5))")],
    ['where a comment stands in it', 'python', python(`time.sleep(int( # seconds\n    ${told}\n))`)],
  ];
  for (const [why, language, text] of refused) it(`is not offered ${why}`, async () => assert.equal(await propose(language, text), undefined));
});
