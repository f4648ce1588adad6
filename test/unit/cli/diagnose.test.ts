import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { runInFolder } from './runInFolder';
import { unretried } from './samples';

const error = `RateLimitError: 429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization's rate limit of 30,000 input tokens per minute"},"request_id":"req_011Ctest"}
retry-after: 12
`;
const input = () => Readable.from([Buffer.from(error)]);

describe('headroom diagnose', () => {
  it('names the cause of the error in a file', async () => {
    const { code, out } = await runInFolder({ 'error.log': error }, ['diagnose', 'error.log']);
    assert.match(out, /^# Diagnosis: .*input tokens/i);
    assert.equal(code, 0);
  });

  it('reads standard input when there is no file, and for -', async () => {
    for (const args of [['diagnose'], ['diagnose', '-']]) assert.match((await runInFolder({}, args, { input })).out, /^# Diagnosis: .*input tokens/i);
  });

  it('reads standard input piece by piece as it comes, however small the pieces are, and in UTF-16 with its mark', async () => {
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(error, 'utf16le')]);
    for (const bytes of [Buffer.from(error), wide]) {
      const pieces = Array.from(bytes, (byte) => Buffer.from([byte]));
      assert.match((await runInFolder({}, ['diagnose'], { input: () => Readable.from(pieces) })).out, /^# Diagnosis: .*input tokens/i);
    }
  });

  it('holds no more of a long standard input than of a short one', async () => {
    const line = Buffer.from('2026-11-26 09:00:00 INFO nothing of interest happened here, as before\n'.repeat(1000));
    let pulled = 0;
    let most = 0;
    async function* long() {
      yield Buffer.from(error);
      for (; pulled < 600; pulled++) {
        yield line;
        if (pulled % 100 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers);
        await Promise.resolve();
      }
    }
    const before = process.memoryUsage().arrayBuffers;
    assert.match((await runInFolder({}, ['diagnose'], { input: long })).out, /input tokens/i);
    assert.equal(pulled, 600);
    assert.ok(most - before < 20 * 1024 * 1024, `${most - before} bytes are held of ${600 * line.length}`);
  });

  it('says what is wrong with an input that breaks off or is no text', async () => {
    async function* broken() {
      yield await Promise.resolve(Buffer.from(error));
      throw new Error('EISDIR: illegal operation on a directory, read');
    }
    for (const [input, why] of [[broken, /the input cannot be read \(EISDIR/], [() => Readable.from([Buffer.alloc(5000, 7)]), /not a text file/]] as const) {
      const { code, notes } = await runInFolder({}, ['diagnose'], { input });
      assert.equal(code, 2);
      assert.match(notes.join('\n'), why);
    }
  });

  it('looks at the calls of the code that is named', async () => {
    const { out } = await runInFolder({ 'src/a.ts': unretried }, ['diagnose', '--code', 'src'], { input });
    assert.match(out, /src\/a\.ts:5/);
  });

  it('says of a call that the stack trace names what sends it again, layer by layer', async () => {
    const nested = "import pRetry from 'p-retry';\nimport Anthropic from '@anthropic-ai/sdk';\nconst claude = new Anthropic({ maxRetries: 4 });\nexport const ask = () => pRetry(() => claude.messages.create({\n  model: 'claude-sonnet-5',\n  max_tokens: 1,\n  messages: [],\n}), { retries: 9 });\n";
    const text = `${error}\n    at ask (/home/me/project/src/a.ts:5:3)\n${error.replace(/req_\w+/, 'req_011CUanother')}`;
    const { out } = await runInFolder({ 'src/a.ts': nested }, ['diagnose', '--code', 'src', '--format', 'json'], { input: () => Readable.from([Buffer.from(text)]) });
    const { drivers, calls } = JSON.parse(out) as { drivers: { id: string }[]; calls: { because?: string; call: { layers?: { acts: boolean; attempts: number }[] } }[] };
    assert.deepEqual(drivers.map(({ id }) => id), ['nested-retries']);
    assert.deepEqual([calls[0]?.because, calls[0]?.call.layers?.map(({ acts, attempts }) => [acts, attempts])], ['stack', [[true, 5], [true, 10]]]);
  });

  it('tells a person what to do when it waits for input', async () => {
    assert.match((await runInFolder({}, ['diagnose'], { input, interactive: true })).notes.join(), /Ctrl\+D/);
  });

  it('ends with 2 for a file that is not there and for no text at all', async () => {
    assert.equal((await runInFolder({}, ['diagnose', 'no.log'])).code, 2);
    assert.equal((await runInFolder({}, ['diagnose'])).code, 2);
  });
});

describe('headroom diagnose --format json', () => {
  it('prints the diagnosis for programs, without a key or an organization', async () => {
    const secret = 'sk-ant-api03-verysecretverysecret for 11111111-2222-3333-4444-555555555555';
    const { code, out } = await runInFolder({ 'error.log': error.replace('per minute', `per minute (${secret})`) }, ['diagnose', 'error.log', '--format', 'json']);
    const { version, top, causes, evidence } = JSON.parse(out) as { version: number; top: string; causes: { confidence: string }[]; evidence: { requestId: string } };
    assert.deepEqual([code, version, top, causes[0]?.confidence, evidence.requestId], [0, 1, 'input-tokens-per-minute', 'high', 'req_011Ctest']);
    assert.doesNotMatch(out, /verysecret|11111111-2222/);
  });

  it('says what is wrong with a folder, a binary file and an empty one', async () => {
    const files = { 'image.bin': String.fromCharCode(...Array.from({ length: 400 }, (_, index) => index % 8)), 'empty.log': '', 'src/a.ts': 'x' };
    for (const [name, why] of [['src', /is a folder/], ['image.bin', /not a text file/], ['empty.log', /nothing to diagnose/]] as const) {
      const { code, notes } = await runInFolder(files, ['diagnose', name]);
      assert.equal(code, 2);
      assert.match(notes.join('\n'), why);
    }
  });
});
