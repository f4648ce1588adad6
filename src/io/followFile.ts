import { type FSWatcher, watch } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from './clock';
import { type LineReader, lineReader } from './lineReader';

export interface FollowOptions {
  /** It need not be there yet. */
  readonly file: string;
  readonly clock: Clock;
  readonly onLine: (line: string) => void;
  /** Once the file has so many bytes, it is put aside under its name with `.old`, and programs begin a new one. Absent: it may grow. */
  readonly rotateAt?: number;
}

export interface Follower {
  /** Resolves when all that was noticed so far is read. */
  settled(): Promise<void>;
  dispose(): void;
}

/** Far more than the headers of one answer. */
const longestLine = 8_192;
/** Not every file system tells of changes. */
const lookEvery = 2_000;

/**
 * Hands on each line that programs append to a file from now on. A file that is shortened, deleted or replaced is begun anew;
 * one that was put aside, by this window or another one, is read to its end. Never throws: what cannot be read now may be later.
 */
export async function followFile({ file, clock, onLine, rotateAt = Infinity }: FollowOptions): Promise<Follower> {
  const aside = `${file}.old`;
  const begin = (ino: number | undefined, offset = 0): Place => ({ ino, offset, lines: lineReader(longestLine, onLine) });
  const first = await fileAt(file);
  let current = begin(first?.ino, first?.size);
  let last: Place | undefined;
  let isAsked = false;
  let isDisposed = false;
  let underWay = Promise.resolve();
  let cancelTimer: () => void = () => undefined;

  async function look(): Promise<void> {
    const found = await fileAt(file);
    if (current.ino !== undefined && found?.ino !== current.ino) {
      last = current;
      current = begin(found?.ino);
    } else if (found && (current.ino === undefined || found.size < current.offset)) {
      current = begin(found.ino);
    }
    // Whoever had the file open when it was put aside may still have written a line.
    if (last) await readOn(aside, last);
    if (!found) return;
    await readOn(file, current);
    if (current.offset >= rotateAt && (await isMoved(file, aside))) await look();
  }

  function wake(): void {
    if (isAsked || isDisposed) return;
    isAsked = true;
    underWay = underWay.then(async () => {
      isAsked = false;
      await look().catch(() => undefined);
    });
  }

  function schedule(): void {
    cancelTimer = clock.after(lookEvery, () => {
      wake();
      schedule();
    });
  }

  const watcher = watchFolder(file, wake);
  schedule();
  return {
    settled: () => underWay,
    dispose: () => {
      isDisposed = true;
      cancelTimer();
      watcher?.close();
    },
  };
}

/** How far a file is read, by the number that it keeps when it is renamed. */
interface Place {
  readonly ino: number | undefined;
  offset: number;
  readonly lines: LineReader;
}

/** Undefined for what is not there, and for what is no plain file: a pipe would be waited for. */
async function fileAt(file: string): Promise<{ readonly ino: number; readonly size: number } | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() === true ? found : undefined;
}

/** Reads what a file has more than before, if it is still the same one. */
async function readOn(file: string, place: Place): Promise<void> {
  const found = await fileAt(file);
  if (found?.ino !== place.ino || !found || found.size <= place.offset) return;
  const handle = await open(file, 'r');
  try {
    // It may have been replaced meanwhile.
    if ((await handle.stat()).ino !== place.ino) return;
    const buffer = Buffer.alloc(65_536);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, place.offset);
      if (bytesRead === 0) return;
      place.offset += bytesRead;
      place.lines.feed(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

/** False where a program holds the file, as on Windows: it is tried again after the next line. */
async function isMoved(from: string, to: string): Promise<boolean> {
  return rename(from, to).then(
    () => true,
    () => false,
  );
}

/** The folder, as the file comes and goes; undefined where the system cannot tell of changes. */
function watchFolder(file: string, onChange: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(path.dirname(file), { persistent: false }, (_event, name) => {
      if (name === null || name === path.basename(file)) onChange();
    });
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}
