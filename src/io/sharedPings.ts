import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PingResult } from '../limits/pingResult';
import type { Clock } from './clock';
import { locked } from './folderLock';
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

/** Kinds of pings that are kept. */
const mostKinds = 10;

/** Opens what the windows share in a folder, which is made where it is missing. */
export function sharedPings({ folder, clock }: Options): SharedPings {
  const file = path.join(folder, 'pings.json');

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
      const result = await locked({ folder, name: 'ping.lock', clock }, () => sendLocked(ping));
      if (result === 'unusable') return ping.ping();
      return result === 'taken' ? { kind: 'failed', at: clock.now(), failure: { message: 'Another window holds the lock for test pings.' } } : result;
    },
  };
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
