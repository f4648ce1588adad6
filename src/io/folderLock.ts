import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from './clock';
import { isRecord } from './isRecord';
import { hasEnded, isProcessName, ownName, type ProcessName } from './processName';

export interface FolderLock {
  /** A folder that all windows of the user have, and nobody else. It is made where it is missing. */
  readonly folder: string;
  /** The name of the lock in it. */
  readonly name: string;
  readonly clock: Clock;
}

/** How often a window looks whether the one that holds it is done, and how many times. */
const lookEvery = 100;
const mostLooks = 700;
/**
 * A window that is seen to hold the lock so many times, half a minute, hangs, or has ended on another machine, where that cannot
 * be told otherwise: a ping takes 20 s at most. It is counted, not timed, as clocks jump and differ.
 */
const longestHold = 300;

/** Does something in one window at a time. `taken`: others held the lock all the while; `unusable`: there is no way to lock the folder. */
export async function locked<T>({ folder, name, clock }: FolderLock, body: () => Promise<T>): Promise<T | 'taken' | 'unusable'> {
  const lock = path.join(folder, name);
  const own: Holder = { token: randomBytes(6).toString('hex'), ...(await ownName()) };
  let seen = { token: '', times: 0 };
  for (let looks = 0; looks < mostLooks; looks++) {
    const held = await acquire({ folder, lock, own, ...(seen.times >= longestHold && { overdue: seen.token }) });
    if (held === 'unusable') return held;
    if (held !== 'held') {
      seen = { token: held.by, times: held.by === seen.token ? seen.times + 1 : 1 };
      await new Promise<void>((resolve) => clock.after(lookEvery, resolve));
      continue;
    }
    try {
      return await body();
    } finally {
      await release(lock, own.token);
    }
  }
  return 'taken';
}

interface Holder extends ProcessName {
  readonly token: string;
}

interface Acquiring {
  readonly folder: string;
  readonly lock: string;
  readonly own: Holder;
  /** The token of one that has held the lock for too long. */
  readonly overdue?: string;
}

/** Takes the lock, also from a process that has ended. */
async function acquire({ folder, lock, own, overdue }: Acquiring): Promise<'held' | 'unusable' | { readonly by: string }> {
  const file = `${lock}.${own.token}`;
  try {
    await mkdir(folder, { recursive: true });
    // With its content from the beginning, so that nobody reads half of it.
    await writeFile(file, JSON.stringify(own), { mode: 0o600 });
    try {
      if (await linked(file, lock)) return 'held';
      const holder = await holderOf(lock);
      // It has just been released: the next look may take it, and whoever looks again now could take it from another one.
      if (holder === 'missing') return { by: '' };
      const taken = { by: tokenOf(holder) };
      if (holder !== 'unreadable' && holder.token !== overdue && !(await hasEnded(holder, own))) return taken;
      return (await replaced({ lock, file, token: tokenOf(holder), overdue })) ? 'held' : taken;
    } finally {
      await rm(file, { force: true });
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

interface Replacing {
  readonly lock: string;
  /** What to put in its place. */
  readonly file: string;
  /** Of the lock that was looked at. */
  readonly token: string;
  readonly overdue: string | undefined;
}

/** Puts another lock in the place of one that nobody will release. Of several windows that try, one alone gets to it: the lock is always there, and is looked at again once nobody else replaces it. */
async function replaced({ lock, file, token, overdue }: Replacing): Promise<boolean> {
  const turn = `${lock}.after-${token}`;
  // Whoever had the turn has ended, too.
  if (token === overdue) await rm(turn, { force: true });
  if (!(await linked(file, turn))) return false;
  try {
    if (tokenOf(await holderOf(lock)) !== token) return false;
    await rename(file, lock);
    return true;
  } finally {
    await rm(turn, { force: true });
  }
}

async function release(lock: string, token: string): Promise<void> {
  if (tokenOf(await holderOf(lock)) === token) await rm(lock, { force: true }).catch(() => undefined);
}

async function holderOf(lock: string): Promise<Holder | 'missing' | 'unreadable'> {
  try {
    const parsed: unknown = JSON.parse(await readFile(lock, 'utf8'));
    return isRecord(parsed) && typeof parsed.token === 'string' && /^[0-9a-f]{12}$/.test(parsed.token) && isProcessName(parsed) ? { ...parsed, token: parsed.token } : 'unreadable';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'missing' : 'unreadable';
  }
}

function tokenOf(holder: Holder | 'missing' | 'unreadable'): string {
  return typeof holder === 'string' ? holder : holder.token;
}
