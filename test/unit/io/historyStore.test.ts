import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { historyStore, type HistoryStore } from '../../../src/io/historyStore';
import type { Snapshot } from '../../../src/limits/snapshot';
import { manualClock } from '../../support/manualClock';

const start = Date.parse('2026-11-27T12:00:00Z');
const reading = (at: number, rest: Partial<Snapshot> = {}): Snapshot => ({ at, model: 'claude-haiku-5-5', status: 200, buckets: [{ id: 'requests', limit: 50, remaining: 49, resetAt: at + 1200 }], ...rest });

describe('the history on disk', () => {
  let folder: string;
  let file: string;
  let log: string[];
  let time: ReturnType<typeof manualClock>;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'headroom-history-'));
    file = path.join(folder, 'history.jsonl');
    log = [];
    time = manualClock(start);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const open = (where = folder, maxBytes?: number): HistoryStore => historyStore({ folder: where, clock: time.clock, log: (line) => log.push(line), ...(maxBytes !== undefined && { maxBytes }) });
  const times = async (store: HistoryStore) => (await store.read()).map(({ at }) => at - start);

  async function close(store: HistoryStore): Promise<void> {
    store.dispose();
    await store.settled();
  }

  it('is there again after a restart, and in another window', async () => {
    const first = open();
    first.add(reading(start, { source: 'pass-through', windows: [{ id: 'unified-5h', limit: 1, remaining: 0.5, refill: 'at-reset' }] }));
    const expected = await first.read();
    assert.equal(expected.length, 1);
    await close(first);
    assert.deepEqual(await open().read(), expected);
  });

  it('makes nothing before there is something to keep', async () => {
    const fresh = path.join(folder, 'new');
    const store = open(fresh);
    store.add(reading(start, { status: 500, buckets: [] }));
    assert.deepEqual(await store.read(), []);
    await close(store);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('writes once a second however much traffic there is', async () => {
    const store = open();
    const lines = () => readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').length;
    store.add(reading(start));
    await store.settled();
    for (let index = 1; index < 300; index++) store.add(reading(start - index * 2000));
    await store.settled();
    assert.equal(lines(), 1);
    assert.equal((await store.read()).length, 300);
    await time.advance(1000, () => store.settled());
    assert.equal(lines(), 300);
  });

  it('loses nothing when nine windows write at once', async () => {
    const windows = Array.from({ length: 9 }, () => open());
    const pump = setInterval(() => void time.advance(100, () => Promise.resolve()), 1);
    try {
      windows.forEach((store, window) => Array.from({ length: 20 }, (_one, index) => store.add(reading(start - index * 1000, { model: `claude-${window}` }))));
      await Promise.all(windows.map((store) => close(store)));
    } finally {
      clearInterval(pump);
    }
    for (const store of windows) assert.equal((await store.read()).length, 180);
    assert.deepEqual(readdirSync(folder), ['history.jsonl']);
    assert.deepEqual(log, []);
  });

  it('loses nothing when three processes write at once', async () => {
    const writers = ['a', 'b', 'c'].map((name) => fork(path.join(__dirname, 'historyWriter.ts'), [folder, name, '20'], { execArgv: ['--require', 'tsx/cjs'] }));
    const codes = await Promise.all(writers.map((writer) => once(writer, 'exit')));
    assert.deepEqual(codes.map(([code]: unknown[]) => code), [0, 0, 0]);
    assert.equal(readFileSync(file, 'utf8').split('\n').filter((line) => line.startsWith('{') && line.endsWith('}')).length, 60);
  });

  it('passes over lines that are half, broken or of somebody else', async () => {
    const store = open();
    store.add(reading(start - 2000));
    await close(store);
    const whole = JSON.stringify(reading(start - 1000));
    const odd = ['{"at":', 'null', '[]', '{"at":"1","model":"m","status":200,"buckets":[]}', '{"at":1e999,"model":"m","status":200,"buckets":[]}', `{"at":${start},"model":"${'m'.repeat(300)}","status":200,"buckets":[]}`, '\u0000', whole.slice(0, 40)];
    appendFileSync(file, `${whole}\n${odd.join('\n')}`);
    const next = open();
    next.add(reading(start));
    await close(next);
    assert.deepEqual(await times(open()), [-2000, -1000, 0]);
  });

  it('takes of a bucket what is one', async () => {
    writeFileSync(file, `${JSON.stringify({ ...reading(start), buckets: [1, { id: 'constructor', limit: 1 }, { id: 'unified-<b>', limit: 1 }, { id: 'requests', limit: '5', remaining: 4, evil: 1 }, { id: 'unified-5h', refill: 'never' }] })}\n`);
    assert.deepEqual((await open().read()).map(({ buckets }) => buckets), [[{ id: 'requests', remaining: 4 }, { id: 'unified-5h' }]]);
  });

  it('never has more bytes than its bound, and keeps the newest', async () => {
    const store = open(folder, 20_000);
    for (let index = 0; index < 40; index++) {
      for (let each = 0; each < 10; each++) store.add(reading(time.clock.now() + each, { model: `claude-${each}` }));
      await store.settled();
      await time.advance(60_000, () => store.settled());
      assert.ok(statSync(file).size <= 20_000, String(statSync(file).size));
    }
    await close(store);
    const kept = await open(folder, 20_000).read();
    assert.ok(kept.length > 40);
    assert.equal(kept.at(-1)?.at, time.clock.now() - 60_000 + 9);
    assert.deepEqual(readdirSync(folder), ['history.jsonl']);
  });

  it('replaces no file that it cannot read', async () => {
    mkdirSync(path.join(file, 'folder'), { recursive: true });
    const store = open(folder, 10);
    store.add(reading(start));
    await close(store);
    assert.equal(log.length, 1);
    assert.deepEqual(readdirSync(file), ['folder']);
    assert.deepEqual(await times(store), [0]);
  });

  it('is read to its bound where somebody else has made it far larger', async () => {
    writeFileSync(file, `${`${JSON.stringify(reading(start - 5000))}\n`.repeat(1000)}${JSON.stringify(reading(start))}\n`);
    assert.deepEqual(await times(open(folder, 500)), [-5000, 0]);
  });

  it('stays in memory where its folder cannot be written to, says so once, and tries again', async () => {
    const blocked = path.join(folder, 'file');
    writeFileSync(blocked, '');
    const store = open(blocked);
    for (let index = 3; index > 0; index--) {
      store.add(reading(start - index * 1000));
      await store.settled();
      await time.advance(60_000, () => store.settled());
    }
    assert.equal((await store.read()).length, 3);
    assert.deepEqual(log, ['The history of the headroom is kept in memory only: its folder cannot be written to.']);
    rmSync(blocked);
    await time.advance(60_000, () => store.settled());
    assert.equal((await open(blocked).read()).length, 3);
  });

  it('loses nothing when the disk is full', async function () {
    if (process.platform !== 'linux') this.skip();
    symlinkSync('/dev/full', file);
    const store = open();
    store.add(reading(start));
    await close(store);
    assert.deepEqual(log, ['The history of the headroom is kept in memory only: the disk is full.']);
    assert.deepEqual(await times(store), [0]);
  });

  it('is bounded in memory, too', async () => {
    const blocked = path.join(folder, 'file');
    writeFileSync(blocked, '');
    const store = open(blocked);
    for (let index = 0; index < 2000; index++) store.add(reading(start - index * 10));
    await store.settled();
    assert.ok((await store.read()).length <= 21);
  });

  it('is gone in all windows once it is cleared', async () => {
    const [here, there] = [open(), open()];
    here.add(reading(start));
    await here.settled();
    here.add(reading(start - 1000));
    assert.equal((await there.read()).length, 1);
    assert.equal(await here.clear(), undefined);
    assert.deepEqual([await here.read(), await there.read()], [[], []]);
    assert.equal(await here.clear(), undefined);
  });

  it('says why it could not be cleared', async () => {
    mkdirSync(path.join(file, 'folder'), { recursive: true });
    assert.match((await open().clear()) ?? '', /^it cannot be written/);
  });

  it('holds no key and no id, wherever one comes from', async () => {
    const store = open();
    const secrets = ['sk-ant-api03-secret', 'wrkspc_01AbCd', '6f9619ff-8b86-d011-b42d-00c04fc964ff', '123456789012', 'me@example.com'];
    secrets.forEach((secret, index) => store.add(reading(start - index * 1000, { model: `arn:aws:bedrock:us-east-1:${secret}:model` })));
    const snapshot = { ...reading(start), requestId: 'req_1', subscription: { claim: 'five_hour' }, failure: { message: 'text of a request' } };
    store.add(snapshot);
    const shown = JSON.stringify(await store.read());
    await close(store);
    for (const text of [shown, readFileSync(file, 'utf8')]) for (const secret of [...secrets, 'req_1', 'five_hour', 'text of a request']) assert.ok(!text.includes(secret), secret);
    assert.equal(statSync(file).mode & 0o077, 0);
  });
});
