import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { createEvidenceReader } from '../../../src/diagnose/reading/evidenceReader';
import { readEvidence } from '../../../src/diagnose/readEvidence';
import { readLog } from '../../../src/io/readLog';

const fixtures = path.join(__dirname, '../../fixtures/diagnose');
const samples = readdirSync(fixtures).filter((name) => name.endsWith('.txt')).map((name) => readFileSync(path.join(fixtures, name), 'utf8'));
const filler = (lines: number) => Array.from({ length: lines }, (_, index) => `2026-11-26 09:${String(Math.floor(index / 60) % 60).padStart(2, '0')}:${String(index % 60).padStart(2, '0')},000 INFO worker ${index} done in ${index % 7} ms\n`).join('');

describe('a log that is read piece by piece', () => {
  it('tells the same however it is cut, also in the middle of an error', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...samples), fc.nat(4000).map(filler)), { minLength: 1, maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 6 }), (parts, sizes) => {
        const text = parts.join('\n');
        const reader = createEvidenceReader();
        for (let at = 0, turn = 0; at < text.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          reader.push(text.slice(at, at + size));
          at += size;
        }
        assert.deepEqual(reader.end(), readEvidence(text));
      }),
      { seed: 429, numRuns: 60 },
    );
  });

  it('counts each error of a long log once, wherever the parts meet that it is read in', () => {
    const error = 'anthropic.RateLimitError: Error code: 429 - {\'type\': \'error\', \'error\': {\'type\': \'rate_limit_error\', \'message\': "This request would exceed your organization\'s rate limit of 50 requests per minute (org: x, model: claude-haiku-4-5)."}}\n';
    fc.assert(
      fc.property(fc.array(fc.nat(3000), { minLength: 1, maxLength: 30 }), (gaps) => {
        const { occurrences, limit } = readEvidence(gaps.map((lines) => filler(lines) + error).join(''));
        assert.equal(occurrences, gaps.length);
        assert.equal(limit?.amount, 50);
      }),
      { seed: 7, numRuns: 40 },
    );
  });

  it('puts errors, answers and announced retries on a timeline', () => {
    const { timeline } = readEvidence(
      [
        '2026-11-26 09:00:00,100 INFO httpx HTTP Request: POST https://api.anthropic.com/v1/messages "HTTP/1.1 200 OK"',
        '2026-11-26 09:00:01,100 INFO httpx HTTP Request: POST https://api.anthropic.com/v1/messages "HTTP/1.1 429 Too Many Requests"',
        '2026-11-26 09:00:01,101 INFO anthropic._base_client Retrying request to /v1/messages in 0.491 seconds',
        '2026-11-26 09:00:01,700 INFO httpx HTTP Request: POST https://api.anthropic.com/v1/messages "HTTP/1.1 529 "',
      ].join('\n'),
    );
    const start = Date.UTC(2026, 10, 26, 9);
    assert.deepEqual(timeline, [
      { kind: 'answer', status: 200, at: start + 100 },
      { kind: 'error', status: 429, at: start + 1100 },
      { kind: 'retry', waitSeconds: 0.491, layer: 'sdk', at: start + 1101 },
      { kind: 'error', status: 529, at: start + 1700 },
    ]);
  });

  it('tells who announces a retry: the SDK, what stands around it, or something that may be about another error', () => {
    const layers = (line: string) => readEvidence(line).timeline.filter(({ kind }) => kind === 'retry').map(({ layer, waitSeconds }) => [layer, waitSeconds]);
    assert.deepEqual(layers('Retrying request to /v1/messages in 0.491 seconds'), [['sdk', 0.491]]);
    assert.deepEqual(layers('post https://api.anthropic.com/v1/messages failed with status 429 in 12ms - retrying, 1 attempts remaining'), [['sdk', undefined]]);
    assert.deepEqual(layers('Retrying app.summarize in 4.0 seconds as it raised RateLimitError: Error code: 429'), [['around', 4]]);
    assert.deepEqual(layers('Attempt 2/5 failed: Overloaded. Retrying in 8 seconds'), [['around', 8]]);
    assert.deepEqual(layers('attempt 1 failed, 3 left: 429'), [['around', undefined]]);
    assert.deepEqual([...layers('attempt 4 failed, 0 left: 429'), ...layers('Attempt 5/5 failed: 429')], []);
    assert.deepEqual(layers('Retrying app.connect_to_database in 4.0 seconds as it raised ConnectionError'), [[undefined, 4]]);
  });

  it('tells what an answer’s line says is left and what it has cost, once for each answer', () => {
    const { timeline } = readEvidence(['09:00:01 200 requests 6/50 input-tokens 900/1000', '09:00:02 status=200 usage.input_tokens=20 usage.output_tokens=5 anthropic-ratelimit-requests-remaining=5/50', '09:00:03 served 200 requests 5 times'].join('\n'));
    assert.deepEqual(timeline.map(({ requestsLeft, requestsLimit, inputTokens }) => [requestsLeft, requestsLimit, inputTokens]), [[6, 50, undefined], [5, 50, 20]]);
  });

  it('keeps what the log of an SDK tells of a refused request apart from the answer to its retry', () => {
    const dump = (status: number, left: number, id: string) => `[log_1] response {\n  status: ${status},\n  headers: {\n    'anthropic-ratelimit-requests-limit': '50',\n    'anthropic-ratelimit-requests-remaining': '${left}',\n    'request-id': '${id}'\n  }\n}`;
    const line = (id: string, what: string) => `[log_1, request-id: "${id}"] post https://api.anthropic.com/v1/messages ${what}`;
    const { buckets, timeline } = readEvidence(
      [line('req_01a', 'failed with status 429 in 9ms - retrying, 2 attempts remaining'), dump(429, 0, 'req_01a'), line('req_01b', 'succeeded with status 200 in 7ms'), dump(200, 49, 'req_01b')].join('\n'),
    );
    assert.deepEqual(buckets.map(({ remaining }) => remaining), [0]);
    assert.deepEqual(timeline.map(({ kind }) => kind), ['error', 'retry', 'answer']);
  });

  it('tells each line of an SDK’s log that begins with the id of its request as an error of its own', () => {
    const line = (id: string, status: number) => `[log_1, request-id: "${id}"] post https://api.anthropic.com/v1/messages failed with status ${status} in 9ms - error; no more retries left`;
    assert.deepEqual(readEvidence([line('req_01a', 529), line('req_01b', 500), line('req_01c', 429)].join('\n')).timeline.map(({ status }) => status), [529, 500, 429]);
  });

  for (const [form, line, at] of [
    ['ISO 8601 with a zone', '2026-11-26T10:00:01.250+01:00', Date.UTC(2026, 10, 26, 9, 0, 1, 250)],
    ['an access log', '[26/Nov/2026:09:00:01 +0000]', Date.UTC(2026, 10, 26, 9, 0, 1)],
    ['milliseconds since 1970 in JSON', '{"level":50,"time":1764147601250,"msg":"x"}', 1764147601250],
    ['seconds since 1970 in JSON', '{"ts":1764147601.25,"msg":"x"}', 1764147601250],
    ['a clock', '[09:00:01]', Date.UTC(1970, 0, 1, 9, 0, 1)],
    ['syslog', 'Nov 26 09:00:01 host app[12]:', Date.UTC(1970, 10, 26, 9, 0, 1)],
  ] as const) {
    it(`reads the time of ${form}`, () => {
      assert.equal(readEvidence(`${line} RateLimitError: 429 {"type":"error","error":{"type":"rate_limit_error","message":"x"}}`).timeline[0]?.at, at);
    });
  }
});

describe('a log file', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'headroom-log-'));
  after(() => rmSync(folder, { recursive: true }));
  const write = (name: string, content: string | Uint8Array) => {
    writeFileSync(path.join(folder, name), content);
    return path.join(folder, name);
  };
  const error = 'RateLimitError: 429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization\'s rate limit of 50 requests per minute"}}\n';

  it('of 20 MB keeps no more of it than one of 1 MB, and tells how far it is', async () => {
    const line = `${'x'.repeat(200)} 2026-11-26 09:00:00,000 WARN ${error}`;
    const large = await readLog(write('large.log', line.repeat(Math.ceil((20 * 1024 * 1024) / line.length))), { onProgress: (done, total) => progress.push(done / total) });
    const small = await readLog(write('small.log', line.repeat(Math.ceil((1024 * 1024) / line.length))));
    assert.ok(large.kind === 'read' && small.kind === 'read');
    assert.equal(large.evidence.occurrences, Math.ceil((20 * 1024 * 1024) / line.length));
    assert.ok(JSON.stringify(large.evidence).length < 1.1 * JSON.stringify(small.evidence).length);
    assert.ok(progress.length > 50 && progress.at(-1) === 1 && progress.every((part, index) => index === 0 || part > (progress[index - 1] ?? 0)));
  });
  const progress: number[] = [];

  it('is left when the user stops it', async () => {
    const stop = new AbortController();
    const file = write('stopped.log', error.repeat(20_000));
    assert.deepEqual(await readLog(file, { signal: stop.signal, onProgress: () => stop.abort() }), { kind: 'stopped' });
  });

  it('is read in UTF-8, with a mark or broken, and in UTF-16', async () => {
    const wide = Buffer.from(`\uFEFF${error}`, 'utf16le');
    for (const content of [Buffer.from(`\uFEFF${error}`), Buffer.concat([Buffer.from([0xff, 0x41, 0x0a]), Buffer.from(error)]), wide, Buffer.from(wide).swap16(), Buffer.from(error, 'utf16le')]) {
      const read = await readLog(write('odd.log', content));
      assert.ok(read.kind === 'read' && read.evidence.limit?.amount === 50, JSON.stringify(read));
    }
  });

  it('that is none is named, and nothing is thrown', async () => {
    const bytes = Uint8Array.from({ length: 5000 }, (_, index) => (index * 37) % 256);
    assert.deepEqual(await readLog(write('image.png', bytes)), { kind: 'skipped', why: 'is not a text file' });
    assert.deepEqual(await readLog(folder), { kind: 'skipped', why: 'is a folder' });
    assert.deepEqual(await readLog(path.join(folder, 'none')), { kind: 'skipped', why: 'cannot be read (ENOENT)' });
  });
});
