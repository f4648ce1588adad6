import { randomBytes } from 'node:crypto';

/** A key of a test run. All of a run hold one random text, so that a search for that finds each of them, wherever it was left. */
export function testKey(name: string, kind: 'admin01' | 'api03' = 'api03'): string {
  return `sk-ant-${kind}-${name}-${keyMark()}`;
}

/** What every key of this run holds. The processes that this one starts have the same, by their environment. */
export function keyMark(): string {
  return (process.env.HEADROOM_KEY_MARK ??= randomBytes(16).toString('hex'));
}
