import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from './clock';
import { isRecord } from './isRecord';

export interface FolderLock {
  /** A folder that all windows of the user have, and nobody else. It is made where it is missing. */
  readonly folder: string;
  /** The name of the lock in it. */
  readonly name: string;
  readonly clock: Clock;
}

/** A window that holds the lock for longer has died: a ping takes a third of that at most. */
const staleAfter = 60_000;
/** How often a window looks whether the one that holds it is done, and how many times. */
const lookEvery = 100;
const mostLooks = 700;

/** Does something in one window at a time. `taken`: others held the lock all the while; `unusable`: there is no way to lock the folder. */
export async function locked<T>({ folder, name, clock }: FolderLock, body: () => Promise<T>): Promise<T | 'taken' | 'unusable'> {
  const lock = path.join(folder, name);
  const token = randomBytes(6).toString('hex');
  for (let looks = 0; looks < mostLooks; looks++) {
    const held = await acquire({ folder, lock, token, now: clock.now() });
    if (held === 'unusable') return held;
    if (held === 'taken') {
      await new Promise<void>((resolve) => clock.after(lookEvery, resolve));
      continue;
    }
    try {
      return await body();
    } finally {
      await release(lock, token);
    }
  }
  return 'taken';
}

interface Acquiring {
  readonly folder: string;
  readonly lock: string;
  readonly token: string;
  readonly now: number;
}

/** Takes the lock, also from a window that has died. */
async function acquire({ folder, lock, token, now }: Acquiring): Promise<'held' | 'taken' | 'unusable'> {
  const own = `${lock}.${token}`;
  try {
    await mkdir(folder, { recursive: true });
    // With its content from the beginning, so that nobody reads half of it.
    await writeFile(own, JSON.stringify({ token, at: now }), { mode: 0o600 });
    try {
      if (await linked(own, lock)) return 'held';
      const holder = await holderOf(lock);
      if (holder && Math.abs(now - holder.at) < staleAfter) return 'taken';
      return (await removed(lock, `${own}.stale`, holder?.token)) && (await linked(own, lock)) ? 'held' : 'taken';
    } finally {
      await rm(own, { force: true });
    }
  } catch {
    return 'unusable';
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes a lock out of the way; of several windows that try, for one alone. False where it is not the one that was looked at. */
async function removed(lock: string, aside: string, token: string | undefined): Promise<boolean> {
  try {
    await rename(lock, aside);
  } catch {
    return false;
  }
  const isSame = (await holderOf(aside))?.token === token;
  if (!isSame) await link(aside, lock).catch(() => undefined);
  await rm(aside, { force: true });
  return isSame;
}

async function release(lock: string, token: string): Promise<void> {
  if ((await holderOf(lock))?.token === token) await rm(lock, { force: true }).catch(() => undefined);
}

async function holderOf(lock: string): Promise<{ readonly token: string; readonly at: number } | undefined> {
  try {
    const parsed: unknown = JSON.parse(await readFile(lock, 'utf8'));
    return isRecord(parsed) && typeof parsed.token === 'string' && typeof parsed.at === 'number' ? { token: parsed.token, at: parsed.at } : undefined;
  } catch {
    return undefined;
  }
}
