import assert from 'node:assert/strict';
import path from 'node:path';
import type { LanguageId } from '../../../src/lint/call';
import { offered } from './offered';
import { runnable, usePython } from './python';
import { runProgram } from './runProgram';

const heads: Partial<Record<LanguageId, string>> = {
  typescript: "import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic({ maxRetries: 8 });\n",
  python: 'import asyncio\nfrom anthropic import Anthropic, AsyncAnthropic\nclient = AsyncAnthropic(max_retries=8)\n',
};

/** A bucket of 10 requests that gets 4 a second, and always has room for tokens. */
const bucketOfTen = { rpm: 240, burstSeconds: 2.5, itpm: 1_000_000_000, otpm: 1_000_000_000 };

describe('40 calls that Headroom lets start 4 at a time', () => {
  usePython();

  const beside = (name: string, ending: string) => ({ name: `${name}.${ending}`, fixed: `${name}.bound-fan-out.fixed.${ending}` });
  const ofProgram = path.join('..', 'programs', 'plimit');
  const own = runnable([beside('parallel', 'ts')], [beside('parallel', 'py')]);
  const byPackage = [beside('limitedBefore', 'ts'), { name: path.join(ofProgram, 'main.ts'), fixed: path.join(`${ofProgram}.bound-fan-out.fixed`, 'main.ts') }];

  for (const { name, fixed } of own)
    it(`get through a bucket of 10 in ${name}, where all at once used up their retries`, async () => {
      const [before, after] = await Promise.all([name, fixed].map((file) => runProgram(file, [], bucketOfTen)));
      assert.notEqual(before?.code, 0);
      assert.equal(after?.code, 0, after?.output);
      assert.match(after.output, /^40\r?\n$/);
    });

  for (const { name, fixed } of [...own, ...byPackage])
    it(`are never more than 4 at once in ${name}, and give the answers in their order`, async () => {
      const slow = { kind: 'slow', delayMs: 20 } as const;
      const [before, after] = await Promise.all([name, fixed].map((file) => runProgram(file, [slow], { concurrent: 4 })));
      assert.ok(before?.requests.some(({ status }) => status === 429));
      assert.equal(after?.code, 0, after?.output);
      assert.deepEqual(after.requests.map(({ status }) => status), Array.from({ length: 40 }, () => 200));
    });
});

describe('a bound on what starts at once is not offered', () => {
  const cases: readonly [string, LanguageId, string][] = [
    ['where the callback only starts what nobody waits for', 'typescript', 'export const all = (bodies: any[]) => bodies.forEach((body) => { client.messages.create(body); });'],
    ['where each of many groups would have a bound of its own', 'typescript', 'export const all = (groups: any[][]) => Promise.all(groups.map((bodies) => Promise.all(bodies.map((body) => client.messages.create(body)))));'],
    ['where a loop starts one group after the other', 'typescript', 'export function all(bodies: any[], styles: string[], tasks: unknown[]) { for (const system of styles) tasks.push(...bodies.map(async (body) => await client.messages.create({ ...body, system }))); }'],
    ['where more of a promise is used than its answer', 'typescript', 'export const all = (bodies: any[]) => bodies.map((body) => client.messages.create(body)).map((sent) => sent.withResponse());'],
    ['where a function that is not async makes the coroutines', 'python', 'def all(bodies):\n    return asyncio.gather(*[client.messages.create(**body) for body in bodies])\n'],
    ['where no statement has a line of its own before the loop', 'python', 'async def all(bodies): return await asyncio.gather(*[client.messages.create(**body) for body in bodies])\n'],
    ['where another event loop runs', 'python', 'import trio\nasync def all(bodies):\n    return await asyncio.gather(*[client.messages.create(**body) for body in bodies])\n'],
  ];
  for (const [why, language, code] of cases) it(why, async () => assert.deepEqual(await offered(language, `${heads[language] ?? ''}${code}`, 'unbounded-fan-out'), []));
});
