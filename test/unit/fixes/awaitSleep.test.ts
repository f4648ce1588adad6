import assert from 'node:assert/strict';
import type { LanguageId } from '../../../src/lint/call';
import { offered } from './offered';
import { runnable, usePython } from './python';
import { runProgram } from './runProgram';

describe('an async function that Headroom lets await its sleep', () => {
  usePython();

  const programs = runnable(['sleepsInTheWay.ts'], ['sleeps_in_the_way.py']);
  for (const name of programs)
    it(`waits as long as told, and no longer keeps the others from what they do: ${name}`, async () => {
      const limited = { kind: 'input-tokens-limit', times: 1, retryAfterSeconds: 1 } as const;
      const [before, after] = await Promise.all([name, name.replace('.', '.await-sleep.fixed.')].map((each) => runProgram(each, [limited])));
      assert.deepEqual([before?.code, after?.code], [0, 0], `${before?.output}${after?.output}`);
      assert.deepEqual(before?.output.trim().split(/\r?\n/), ['answered', 'counted']);
      assert.deepEqual(after?.output.trim().split(/\r?\n/), ['counted', 'answered']);
      const [first, second] = after.requests.filter(({ path: asked }) => asked === '/v1/messages');
      assert.ok(first && second && second.time - first.time >= 999);
    });
});

describe('to await a sleep is not offered', () => {
  const python = (code: string) => `import asyncio\nimport time\nfrom anthropic import AsyncAnthropic, RateLimitError\nclient = AsyncAnthropic(max_retries=8)\nasync def ask(lock, body):\n    try:\n        return await client.messages.create(**body)\n    except RateLimitError:\n${code}\n        raise\n`;
  const typescript = (code: string) => `import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic({ maxRetries: 8 });\nexport async function ask(body: any, cell: Int32Array) {\n  try {\n    return await client.messages.create(body);\n  } catch (error) {\n    ${code}\n    throw error;\n  }\n}\n`;
  const cases: readonly [string, LanguageId, string][] = [
    ['under a lock, for which other threads would wait', 'python', python('        with lock:\n            time.sleep(1)')],
    ['where more is done with what it gives', 'python', python('        print(time.sleep(1))')],
    ['where another event loop may run', 'python', `import anyio\n${python('        time.sleep(1)')}`],
    ['where the module it needs is another one', 'python', python('        time.sleep(1)').replace('import asyncio\n', 'asyncio = None\n')],
    ['where somebody else can end it', 'typescript', typescript('Atomics.wait(cell, 0, 0, 1000);')],
    ['where it would lose a comment', 'typescript', typescript('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, /* a second */ 1000);')],
  ];
  for (const [why, language, text] of cases) it(why, async () => assert.deepEqual(await offered(language, text, 'blocking-wait'), []));
});
