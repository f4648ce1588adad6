import { appendFile, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { redact } from '../diagnose/redact';
import { boundHistory, historyEntry, type HistoryEntry } from '../limits/history';
import type { Snapshot } from '../limits/snapshot';
import type { Clock } from './clock';
import { locked } from './folderLock';
import { readHistoryLines } from './historyLines';
import { reasonOf, writeFileSafely } from './writeFileSafely';

export interface HistoryStoreOptions {
  /** A folder that all windows of the user share. */
  readonly folder: string;
  readonly clock: Clock;
  /** Takes one line for the log. */
  readonly log: (line: string) => void;
  /** The file never has more bytes than this. */
  readonly maxBytes?: number;
}

/**
 * What was read of the limits, in a file of JSON lines that all windows append to. The window that sent a ping, or saw the traffic,
 * adds what it read; the others find it in the file. A window that is told of another one's ping does not add it: only the one that sent
 * it knows it for new.
 */
export interface HistoryStore {
  /** Remembers what an answer said at once and writes it soon. One that tells neither a limit nor a 429 is left out. */
  add(reading: Snapshot): void;
  /** Of all windows, with what could not be written yet, bounded and oldest first. */
  read(): Promise<readonly HistoryEntry[]>;
  /** Forgets all. Gives the reason, as a clause, where the file could not be removed. */
  clear(): Promise<string | undefined>;
  /** Resolves once what is being written is written, or could not be. */
  settled(): Promise<void>;
  /** Begins to write what is left. */
  dispose(): void;
}

/** Traffic may bring a hundred readings a second, which one write takes together. */
const writeEvery = 1000;
/** A disk that was full or a folder that was not writable is tried again after so long. */
const retryEvery = 60_000;
/** So many entries wait for a disk that is full before the older ones are thinned out. */
const mostPending = 500;

/** Opens the history in a folder; nothing is made there before there is something to write. */
export function historyStore({ folder, clock, log, maxBytes = 2 * 1024 * 1024 }: HistoryStoreOptions): HistoryStore {
  const file = path.join(folder, 'history.jsonl');
  let pending: readonly HistoryEntry[] = [];
  let queue: Promise<unknown> = Promise.resolve();
  let writing: Promise<void> | undefined;
  let cancelNext: (() => void) | undefined;
  let told: string | undefined;
  let known: { readonly stamp: string; readonly entries: readonly HistoryEntry[] } | undefined;

  function add(reading: Snapshot): void {
    const entry = historyEntry(reading);
    if (!entry) return;
    pending = [...pending, { ...entry, model: withoutIds(entry.model) }];
    if (pending.length > mostPending) pending = boundHistory(pending, clock.now());
    if (cancelNext === undefined) writing ??= write();
  }

  async function write(): Promise<void> {
    const batch = pending;
    const why = await inTurn(() => append(batch));
    const written = new Set(why === undefined ? batch : []);
    pending = pending.filter((entry) => !written.has(entry));
    if (why !== undefined) tell(why);
    writing = undefined;
    cancelNext = clock.after(why === undefined ? writeEvery : retryEvery, () => {
      cancelNext = undefined;
      if (pending.length > 0) writing ??= write();
    });
  }

  /** The same reason is told once, however often it comes. */
  function tell(why: string): void {
    if (why !== told) log(`The history of the headroom is kept in memory only: ${why}.`);
    told = why;
  }

  /** One thing at a time in this window, and by the lock in all of them. The reason, as a clause, where it could not be done. */
  async function inTurn(body: () => Promise<string | undefined>): Promise<string | undefined> {
    const turn = queue.then(async () => {
      const result = await locked({ folder, name: 'history.lock', clock }, body);
      if (result === 'taken') return 'another window holds its lock';
      return result === 'unusable' ? 'its folder cannot be written to' : result;
    });
    queue = turn;
    return turn;
  }

  async function append(batch: readonly HistoryEntry[]): Promise<string | undefined> {
    // The line break in front ends what another window, or a full disk, has left half.
    const text = `\n${batch.map((entry) => JSON.stringify(entry)).join('\n')}\n`;
    try {
      const size = (await stat(file).catch(() => undefined))?.size ?? 0;
      if (size + Buffer.byteLength(text) > maxBytes) return await compact(batch);
      await appendFile(file, text, { mode: 0o600 });
      return undefined;
    } catch (error) {
      return reasonOf(error);
    }
  }

  /** Half of the bytes at most are left, so that it is not done for each line. */
  async function compact(batch: readonly HistoryEntry[]): Promise<string | undefined> {
    const lines = boundHistory([...(await readFileOfWindows()), ...batch], clock.now()).map((entry) => JSON.stringify(entry));
    let size = 0;
    const first = lines.findLastIndex((line) => (size += Buffer.byteLength(line) + 1) > maxBytes / 2) + 1;
    return writeFileSafely(file, Buffer.from(lines.slice(first).map((line) => `${line}\n`).join('')));
  }

  /** Throws where there is a file that cannot be read: what it holds must then not be replaced. */
  async function readFileOfWindows(): Promise<readonly HistoryEntry[]> {
    const info = await stat(file).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (!info) return [];
    const stamp = [info.ino, info.size, info.mtimeMs].join(' ');
    if (known?.stamp !== stamp) known = { stamp, entries: readHistoryLines(await tailOf(file, maxBytes)) };
    return known.entries;
  }

  return {
    add,
    read: async () => boundHistory([...(await readFileOfWindows().catch(() => [])), ...pending], clock.now()),
    clear: async () => {
      pending = [];
      return inTurn(() => rm(file, { force: true }).then(() => undefined, reasonOf));
    },
    settled: async () => writing,
    dispose: () => {
      cancelNext?.();
      writing = (writing ?? Promise.resolve()).then(() => (pending.length > 0 ? write() : undefined));
    },
  };
}

/** The end of a file, of which somebody else may have made far too much. */
async function tailOf(file: string, bytes: number): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, bytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The name of a model comes from outside: of a key, or of the account of a cloud, in one only that it was there is kept. */
function withoutIds(model: string): string {
  return redact(model).replace(/\b\d{12}\b/g, '[account]').slice(0, longestName);
}

const longestName = 200;
