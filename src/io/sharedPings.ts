import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PingResult } from '../limits/pingResult';
import type { Clock } from './clock';
import { isRecord } from './isRecord';
import { hasEnded, isProcessName, ownName, type ProcessName } from './processName';
import { writeFileSafely } from './writeFileSafely';

export interface SharedPing {
  /** What the ping asks: address, model and key, of which only a digest is written. A ping of another kind tells nothing of this one. */
  readonly kind: string;
  /** A ping of another window that began within this time, in ms, serves as well; 0 where it has to be a new one. */
  readonly freshFor: number;
  /** Sends it. Must not throw. */
  readonly ping: () => Promise<PingResult>;
}

/** The test pings of all windows: they send one at a time, and share what it says. */
export interface SharedPings {
  /** The result of a ping, of this window or of another one. Where the folder cannot be used, this window pings alone. */
  send(ping: SharedPing): Promise<PingResult>;
}

interface Options {
  /** A folder that all windows of the user have, and nobody else. */
  readonly folder: string;
  readonly clock: Clock;
}

interface Sent {
  readonly startedAt: number;
  readonly result: PingResult;
}

/** How often a window looks whether the one that pings is done, and how many times. */
const lookEvery = 100;
const mostLooks = 700;
/**
 * A window that is seen to hold the lock so many times, half a minute, hangs, or has ended on another machine, where that cannot
 * be told otherwise: a ping takes 20 s at most. It is counted, not timed, as clocks jump and differ.
 */
const longestHold = 300;
/** Kinds of pings that are kept. */
const mostKinds = 10;

/** Opens what the windows share in a folder, which is made where it is missing. */
export function sharedPings({ folder, clock }: Options): SharedPings {
  const file = path.join(folder, 'pings.json');
  const lock = path.join(folder, 'ping.lock');

  async function known(): Promise<Readonly<Record<string, Sent>>> {
    try {
      const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
      return isRecord(parsed) ? Object.fromEntries(Object.entries(parsed).filter((entry): entry is [string, Sent] => isSent(entry[1]))) : {};
    } catch {
      return {};
    }
  }

  async function fresh({ kind, freshFor }: SharedPing): Promise<PingResult | undefined> {
    const sent = (await known())[digest(kind)];
    const age = sent && clock.now() - sent.startedAt;
    return age !== undefined && age >= 0 && age < freshFor ? sent?.result : undefined;
  }

  async function keep(name: string, sent: Sent): Promise<void> {
    const others = Object.entries(await known()).filter(([other]) => other !== name);
    const newest = others.sort(([, a], [, b]) => b.startedAt - a.startedAt).slice(0, mostKinds - 1);
    await writeFileSafely(file, Buffer.from(JSON.stringify(Object.fromEntries([[name, sent], ...newest]))));
  }

  async function sendLocked(ping: SharedPing): Promise<PingResult> {
    // Another window may have sent it while this one waited for the lock.
    const other = await fresh(ping);
    if (other) return other;
    const startedAt = clock.now();
    const result = await ping.ping();
    if (isAnswer(result)) await keep(digest(ping.kind), { startedAt, result });
    return result;
  }

  return {
    send: async (ping) => {
      const own: Holder = { token: randomBytes(6).toString('hex'), ...(await ownName()) };
      let seen = { token: '', times: 0 };
      for (let looks = 0; looks < mostLooks; looks++) {
        const held = await acquire({ folder, lock, own, ...(seen.times >= longestHold && { overdue: seen.token }) });
        if (held === 'unusable') return ping.ping();
        if (held !== 'held') {
          seen = { token: held.by, times: held.by === seen.token ? seen.times + 1 : 1 };
          await new Promise<void>((resolve) => clock.after(lookEvery, resolve));
          continue;
        }
        try {
          return await sendLocked(ping);
        } finally {
          await release(lock, own.token);
        }
      }
      return { kind: 'failed', at: clock.now(), failure: { message: 'Another window holds the lock for test pings.' } };
    },
  };
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

/** That a ping was stopped, or never sent, concerns this window alone; that nobody could be reached concerns all. */
function isAnswer(result: PingResult): boolean {
  return result.kind !== 'failed' || result.failure.status !== undefined;
}

function digest(kind: string): string {
  return createHash('sha256').update(kind).digest('hex');
}

const kinds = new Set(['answered', 'limited', 'unauthorized', 'overloaded', 'offline', 'failed']);

/** A file that somebody else wrote is passed over. */
function isSent(value: unknown): value is Sent {
  if (!isRecord(value) || typeof value.startedAt !== 'number' || !isRecord(value.result)) return false;
  const { kind, at, snapshot, failure } = value.result;
  if (typeof kind !== 'string' || !kinds.has(kind) || typeof at !== 'number') return false;
  const hasSnapshot = isRecord(snapshot) && typeof snapshot.at === 'number' && typeof snapshot.model === 'string' && Array.isArray(snapshot.buckets);
  const hasFailure = isRecord(failure) && typeof failure.message === 'string';
  return kind === 'answered' ? hasSnapshot : kind === 'limited' ? hasSnapshot && hasFailure : hasFailure;
}
