import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import Anthropic from '@anthropic-ai/sdk';
import { startEmulator } from '../../../src/emulator/server';
import type { Snapshot } from '../../../src/limits/snapshot';
import { runInFolder } from './runInFolder';

const key = 'sk-ant-api03-secret_of-the-user';

describe('headroom observe', () => {
  it('prints what each answer to a program says of the limits, and ends when stopped', async () => {
    const { code, out } = await observe([]);
    assert.equal(code, 0);
    const [address, first, second, ...more] = out.trim().split('\n');
    assert.match(address ?? '', /^ANTHROPIC_BASE_URL=http:\/\/127\.0\.0\.1:\d+$/);
    assert.match(first ?? '', /^claude-haiku-5-5 {2}200 {2}\d+ % of requests per minute {2}left: 1 of 2 RPM, (?:29,\d{3}|30,000) of 30,000 ITPM, 7,999 of 8,000 OTPM$/);
    assert.match(second ?? '', /^claude-haiku-5-5 {2}200 {2}0 % of requests per minute/);
    assert.equal(more.length, 1);
    assert.match(more[0] ?? '', /^claude-haiku-5-5 {2}429 {2}0 % of requests per minute {2}wait \d+ s/);
  });

  it('prints JSON, one reading a line, without a key or what was said', async () => {
    const { out, notes } = await observe(['--format', 'json']);
    const readings = out.trim().split('\n').map((line) => JSON.parse(line) as Snapshot);
    assert.deepEqual(readings.map(({ status, source }) => [status, source]), [[200, 'pass-through'], [200, 'pass-through'], [429, 'pass-through']]);
    assert.ok(![out, notes].join('').includes(key) && !out.includes('Hi there'));
  });

  it('prints what a program’s recorder notes, as it is noted', async () => {
    const headers = { 'anthropic-ratelimit-requests-limit': '50', 'anthropic-ratelimit-requests-remaining': '20' };
    for (const [format, wanted] of [['text', /^claude-haiku-5-5 {2}429 {2}40 % of requests per minute {2}left: 20 of 50 RPM$/], ['json', /^\{.*"source":"recorder".*\}$/]] as const) {
      let printed: () => void = () => undefined;
      const first = new Promise<void>((resolve) => (printed = resolve));
      const notes: string[] = [];
      const pieces: string[] = [];
      const stopped = () => {
        const file = /HEADROOM_LIMITS_FILE=(.+) for a program/.exec(notes.join())?.[1] ?? '';
        appendFileSync(file, `not ours\n${JSON.stringify({ at: Date.now(), status: 429, model: 'claude-haiku-5-5', headers })}\n`);
        return first;
      };
      const out = (piece: string) => {
        pieces.push(piece);
        printed();
      };
      const { code } = await runInFolder({}, ['observe', '--file', 'limits.jsonl', '--format', format], { out, note: (line) => notes.push(line), stopped });
      assert.equal(code, 0);
      assert.match(pieces.join('').trim(), wanted);
    }
  });

  it('says what is wrong with a file that cannot be followed, or goes with a server', async () => {
    const missing = await runInFolder({}, ['observe', '--file', 'missing/limits.jsonl']);
    assert.deepEqual([missing.code, missing.notes], [2, ['headroom: there is no folder missing']]);
    const both = await runInFolder({}, ['observe', '--file', 'limits.jsonl', '--port', '0']);
    assert.equal(both.code, 2);
    assert.match(both.notes.join(), /--file <file>' cannot be used with option '--port <port>'/);
  });

  it('sends a key nowhere but to https, or to this machine', async () => {
    const { code, notes } = await runInFolder({}, ['observe', '--upstream', 'http://api.example.com']);
    assert.equal(code, 2);
    assert.match(notes.join('\n'), /--upstream must start with https:\/\//);
  });
});

/** Runs the command in front of an emulator that allows two requests a minute, and sends three through it. */
async function observe(options: readonly string[]) {
  const emulator = await startEmulator({ seed: 1, limits: { rpm: 2, itpm: 30_000, otpm: 8_000 } });
  let [out, notes] = ['', ''];
  const program = async () => {
    const baseURL = /ANTHROPIC_BASE_URL=(\S+)/.exec(out + notes)?.[1] ?? '';
    const claude = new Anthropic({ baseURL, apiKey: key, maxRetries: 0 });
    for (let sent = 0; sent < 3; sent++) await claude.messages.create({ model: 'claude-haiku-5-5', max_tokens: 1, messages: [{ role: 'user', content: 'Hi there' }] }).catch(() => undefined);
  };
  const terminal = { out: (piece: string) => void (out += piece), note: (line: string) => void (notes += `${line}\n`), stopped: program };
  try {
    const { code } = await runInFolder({}, ['observe', '--upstream', emulator.url, ...options], terminal);
    return { code, out, notes };
  } finally {
    await emulator.close();
  }
}
