import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PingResult } from '../limits/pingResult';
import type { Clock } from './clock';
import { isRecord } from './isRecord';
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

/** A window that holds the lock for longer has died: a ping takes a third of that at most. */
const staleAfter = 60_000;
/** How often a window looks whether the one that pings is done, and how many times. */
const lookEvery = 100;
const mostLooks = 700;
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
    await keep(digest(ping.kind), { startedAt, result });
    return result;
  }

  return {
    send: async (ping) => {
      const token = randomBytes(6).toString('hex');
      for (let looks = 0; looks < mostLooks; looks++) {
        const held = await acquire({ folder, lock, token, now: clock.now() });
        if (held === 'unusable') return ping.ping();
        if (held === 'taken') {
          await new Promise<void>((resolve) => clock.after(lookEvery, resolve));
          continue;
        }
        try {
          return await sendLocked(ping);
        } finally {
          await release(lock, token);
        }
      }
      return { kind: 'failed', at: clock.now(), failure: { message: 'Another window holds the lock for test pings.' } };
    },
  };
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
