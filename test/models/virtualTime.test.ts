import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmulator } from '../../src/emulator/server';
import { findPython } from '../support/python';
import { programRunners } from './programRunner';

const headers = { 'x-api-key': 'test-key', 'anthropic-version': '2023-06-01', 'content-type': 'application/json' };
const body = { model: 'claude-haiku-5-5', max_tokens: 1, messages: [{ role: 'user', content: 'Hi' }] };

const javascript = `
import { setTimeout as sleep } from 'node:timers/promises';
const said = [];
const ask = () => fetch(process.env.ANTHROPIC_BASE_URL + '/v1/messages', { method: 'POST', headers: ${JSON.stringify(headers)}, body: '${JSON.stringify(body)}', signal: AbortSignal.timeout(200) });
const late = setTimeout(() => said.push('late'), 250);
await ask();
clearTimeout(late);
const start = Date.now();
const clock = performance.now();
setTimeout(() => said.push('after 20 s'), 20_000);
setTimeout(() => said.push('after 10 s'), 10_000);
setTimeout(() => said.push('never'), 3_600_000).unref();
await sleep(60_000);
await ask();
await new Promise((done) => setTimeout(done, 5));
await new Promise((done) => setTimeout(done, 500));
await ask();
console.log(JSON.stringify({ said, date: Math.floor((Date.now() - start) / 10_000), clock: Math.floor((performance.now() - clock) / 10_000), random: Math.random() }));
`;

const python = `
import asyncio, json, os, random, threading, time, urllib.request

def ask():
    with urllib.request.urlopen(urllib.request.Request(os.environ["ANTHROPIC_BASE_URL"] + "/v1/messages", data=b'${JSON.stringify(body)}', headers=${JSON.stringify(headers)}), timeout=5) as answer:
        answer.read()

ask()
start, clock = time.time(), time.monotonic()
time.sleep(60)
ask()
asyncio.run(asyncio.sleep(0.3))
threading.Event().wait(0.2)
set_elsewhere = threading.Event()
threading.Thread(target=set_elsewhere.set).start()
set_elsewhere.wait(1000)
ask()
print(json.dumps({"said": ["after 10 s", "after 20 s"], "date": (time.time() - start) // 10, "clock": (time.monotonic() - clock) // 10, "random": random.uniform(0, 1)}))
`;

const command = findPython();

describe('virtual time', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'headroom-time-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [name, text] of command === undefined ? [['program.mjs', javascript]] as const : [['program.mjs', javascript], ['program.py', python]] as const) {
    it(`passes while ${name} waits, in order, and stands still while a request is on its way`, async () => {
      const file = path.join(folder, name);
      const timeline = path.join(folder, `${name}.json`);
      writeFileSync(file, text);
      // The answer takes longer for real than the program's own timeouts.
      const emulator = await startEmulator({ seed: 1, faults: [{ kind: 'slow', delayMs: 400 }] });
      const runners = programRunners(command);
      const runner = runners.open(file);
      const real = performance.now();
      try {
        const { code, output } = await runner.run({ ANTHROPIC_BASE_URL: emulator.url, HEADROOM_TIMELINE: timeline, HEADROOM_RANDOM: '0.75' });
        assert.equal(code, 0, output);
        assert.deepEqual(JSON.parse(output), { said: ['after 10 s', 'after 20 s'], date: 6, clock: 6, random: 0.75 });
        const { sent } = JSON.parse(readFileSync(timeline, 'utf8')) as { readonly sent: readonly number[] };
        assert.deepEqual(sent.map((time) => Math.round(time / 100) / 10), [0, 60, 60.5]);
        assert.deepEqual(emulator.requests.map(({ status }) => status), [200, 200, 200]);
        assert.ok(performance.now() - real < 30_000);
      } finally {
        runner.close();
        runners.close();
        await emulator.close();
      }
    });
  }
});
