import assert from 'node:assert/strict';
import { appendFileSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, renameSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { followFile, type Follower } from '../../../src/io/followFile';
import { lineReader } from '../../../src/io/lineReader';
import { manualClock } from '../../support/manualClock';

describe('a file that is followed', () => {
  let folder: string;
  let file: string;
  let lines: string[];
  let followers: Follower[];
  let time: ReturnType<typeof manualClock>;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'headroom-follow-'));
    file = path.join(folder, 'limits.jsonl');
    [lines, followers, time] = [[], [], manualClock()];
  });
  afterEach(() => {
    for (const follower of followers) follower.dispose();
    rmSync(folder, { recursive: true });
  });

  async function follow(rotateAt?: number, onLine: (line: string) => unknown = (line) => lines.push(line)): Promise<Follower> {
    const follower = await followFile({ file, clock: time.clock, onLine, ...(rotateAt !== undefined && { rotateAt }) });
    followers.push(follower);
    return follower;
  }

  /** Lets every follower look, as it does every few seconds where the system tells of nothing. */
  const look = () => time.advance(2_000, () => Promise.all(followers.map((one) => one.settled())).then(() => undefined));

  it('is read from where it ends now, line by line', async () => {
    writeFileSync(file, 'old\n');
    await follow();
    appendFileSync(file, 'one\ntwo\r\n\n');
    await look();
    appendFileSync(file, 'three\n');
    await look();
    assert.deepEqual(lines, ['one', 'two', 'three']);
  });

  it('may come later, and in a folder that is not there yet', async () => {
    file = path.join(folder, 'later', 'limits.jsonl');
    await follow();
    await look();
    mkdirSync(path.dirname(file));
    appendFileSync(file, 'one\n');
    await look();
    assert.deepEqual(lines, ['one']);
  });

  it('is looked at as soon as the system tells of a change', async () => {
    let told: (line: string) => void = () => undefined;
    const first = new Promise<string>((resolve) => (told = resolve));
    await follow(undefined, (line) => told(line));
    appendFileSync(file, 'at once\n');
    assert.equal(await first, 'at once');
  });

  it('has half lines that wait for their rest, in the middle of a letter, too', async () => {
    await follow();
    const bytes = Buffer.from('{"model":"ü"}\n');
    for (const byte of bytes) {
      appendFileSync(file, Buffer.of(byte));
      await look();
    }
    assert.deepEqual(lines, ['{"model":"ü"}']);
  });

  it('is begun anew when it is shortened, deleted or replaced', async () => {
    await follow();
    appendFileSync(file, 'first, which is long\nhalf');
    await look();
    truncateSync(file);
    appendFileSync(file, 'second\n');
    await look();
    rmSync(file);
    await look();
    appendFileSync(file, 'third\n');
    await look();
    writeFileSync(`${file}.new`, 'fourth, of another file\n');
    renameSync(`${file}.new`, file);
    await look();
    assert.deepEqual(lines, ['first, which is long', 'second', 'third', 'fourth, of another file']);
  });

  it('is put aside when it has grown, and nothing is lost on the way', async () => {
    await follow(100);
    const written: string[] = [];
    const write = (line: string, to: string | number) => {
      written.push(line);
      if (typeof to === 'number') writeSync(to, `${line}\n`);
      else appendFileSync(to, `${line}\n`);
    };
    for (let index = 0; index < 60; index++) {
      const open = openSync(file, 'a');
      write(`line ${index}`, file);
      if (index % 3 > 0) await look();
      // A program that had it open before it was put aside.
      write(`late ${index}`, open);
      closeSync(open);
      await look();
      assert.ok((existsSync(file) ? statSync(file).size : 0) < 200);
    }
    await look();
    assert.deepEqual(lines.sort(), written.sort());
    assert.ok(existsSync(`${file}.old`) && statSync(`${file}.old`).size < 200);
  });

  it('is read to its end by a second window, too, when the first one puts it aside', async () => {
    const second: string[] = [];
    await follow(100);
    await follow(undefined, (line) => second.push(line));
    const written = Array.from({ length: 40 }, (_, index) => `line ${index} of a program`);
    for (const line of written) {
      appendFileSync(file, `${line}\n`);
      await look();
    }
    assert.deepEqual([lines, second], [written, written]);
  });

  it('is no folder and no pipe', async () => {
    mkdirSync(file);
    await follow();
    await look();
    assert.deepEqual(lines, []);
  });

  it('is left alone once nobody follows it any more', async () => {
    const follower = await follow();
    follower.dispose();
    appendFileSync(file, 'one\n');
    await look();
    assert.equal(time.pending(), 0);
    assert.deepEqual(lines, []);
  });
});

describe('a line that is too long', () => {
  it('is passed over, and never held, while those around it are read', () => {
    for (const size of [1, 7, 1000]) {
      const lines: string[] = [];
      const reader = lineReader(10, (line) => lines.push(line));
      const bytes = Buffer.from(`first\n${'x'.repeat(500)}\nsecond\n0123456789\n0123456789a\nlast\n`);
      for (let start = 0; start < bytes.length; start += size) reader.feed(bytes.subarray(start, start + size));
      assert.deepEqual(lines, ['first', 'second', '0123456789', 'last']);
    }
  });
});
