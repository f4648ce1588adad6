import assert from 'node:assert/strict';
import { offered } from './offered';
import { command, usePython } from './python';
import { runProgram } from './runProgram';

describe('an async function that Headroom lets await its request', () => {
  if (command === undefined) return;
  usePython();

  it('has the same answers, and no longer keeps the others from theirs while it waits', async () => {
    const slow = { kind: 'slow', times: 1, delayMs: 1500 } as const;
    const [before, after] = await Promise.all(['client_in_the_way.py', 'client_in_the_way.await-client.fixed.py'].map((name) => runProgram(name, [slow])));
    assert.deepEqual([before?.code, after?.code], [0, 0], `${before?.output}${after?.output}`);
    assert.deepEqual(before?.output.trim().split(/\r?\n/), ['answered 1', 'counted True', 'told max_tokens']);
    assert.deepEqual(after?.output.trim().split(/\r?\n/), ['counted True', 'answered 1', 'told max_tokens']);
  });
});

describe('an async client is not offered', () => {
  const program = (code: string, options = 'max_retries=8') => `from anthropic import Anthropic\nimport httpx\nclient = Anthropic(${options})\n${code}\n`;
  const ask = 'async def ask(body):\n    return client.messages.create(**body)\n';
  const cases: readonly [string, string][] = [
    ['where a function that is not async asks it too', program(`${ask}def tell(body):\n    return client.messages.create(**body)\n`)],
    ['where something else is done with it', program(`${ask}other = client\n`)],
    ['where it is handed on', program(`${ask}setup(client)\n`)],
    ['where its options would be others', program(ask, 'max_retries=8, http_client=httpx.Client()')],
    ['where its answer is a stream', program('async def ask(body):\n    return client.messages.create(stream=True, **body)\n')],
    ['where its answer is opened by a with', program('async def ask(body):\n    with client.messages.stream(**body) as stream:\n        return stream.get_final_text()\n')],
    ['where it would be asked in one event loop after the other', program(`import asyncio\n${ask}asyncio.run(ask({}))\nasyncio.run(ask({}))\n`)],
    ['where it is a field', 'from anthropic import Anthropic\nclass A:\n    def __init__(self):\n        self.client = Anthropic(max_retries=8)\n    async def ask(self, body):\n        return self.client.messages.create(**body)\n'],
    ['where a generator asks it', program('async def ask(bodies):\n    return list(client.messages.create(**body) for body in bodies)\n')],
  ];
  for (const [why, text] of cases) it(why, async () => assert.deepEqual((await offered('python', text, 'blocking-wait')).map(({ fix }) => fix), []));
});
