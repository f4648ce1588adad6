import assert from 'node:assert/strict';
import type { LanguageId } from '../../../src/lint/call';
import { applyEdits } from '../../../src/lint/source';
import { offered } from './offered';

const propose = async (language: LanguageId, text: string) => {
  const fix = (await offered(language, text, 'weak-retry')).find((one) => one.fix === 'raise-attempts');
  return fix && { text: applyEdits(text, fix.edits), safe: fix.safe };
};

describe('to let a hand-written loop go on', () => {
  const python = (count: string, wait: string, before = '') =>
    `import time\nfrom anthropic import Anthropic, APIStatusError\nclient = Anthropic(max_retries=0)\n${before}def ask(body):\n    for attempt in range(${count}):\n        try:\n            return client.messages.create(**body)\n        except APIStatusError as error:\n            if error.status_code not in (429, 529):\n                raise\n            time.sleep(${wait})\n    raise TimeoutError\n`;
  const helper = (count: number) =>
    `import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic({ maxRetries: 0 });\nconst sleep = (ms) => new Promise((done) => setTimeout(done, ms));\nasync function again(send) {\n  for (let attempt = 0; ; attempt++) {\n    try {\n      return await send();\n    } catch (error) {\n      if (![429, 529].includes(error.status) || attempt >= ${count}) throw error;\n      await sleep(1000 * 2 ** attempt);\n    }\n  }\n}\nexport const ask = (body) => again(() => client.messages.create(body));\n`;

  const rewritten: readonly [string, LanguageId, string, string, boolean][] = [
    ['takes eight attempts where their waits grow', 'python', python('3', '2**attempt'), python('8', '2**attempt'), true],
    ['takes as many as it needs where they grow up to a limit', 'python', python('3', 'min(8, 2**attempt)'), python('10', 'min(8, 2**attempt)'), true],
    ['waits longer where there are enough', 'python', python('9', '1'), python('9', '10'), true],
    ['changes a constant that is there for it', 'python', python('TRIES', '2**attempt', 'TRIES = 2\n'), python('TRIES', '2**attempt', 'TRIES = 8\n'), true],
    ['asks first where others may use the loop', 'javascript', helper(2), helper(7), false],
  ];
  for (const [what, language, before, after, safe] of rewritten) it(what, async () => assert.deepEqual(await propose(language, before), { text: after, safe }));

  const refused: readonly [string, LanguageId, string][] = [
    ['where a constant is used for more', 'python', python('TRIES', '2**attempt', 'TRIES = 2\nprint(TRIES)\n')],
    ['where a dozen attempts are over too early', 'python', python('3', 'min(2, 2**attempt)')],
  ];
  for (const [why, language, text] of refused) it(`is not offered ${why}`, async () => assert.equal(await propose(language, text), undefined));
});
