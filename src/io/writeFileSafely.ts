import { randomBytes } from 'node:crypto';
import { chown, open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Replaces a file at once: whoever reads it sees all of the old bytes or all of the new ones, also when the disk is full.
 * Its mode stays, and a link goes on to lead to it. Gives the reason, as a clause, where it could not be written.
 */
export async function writeFileSafely(file: string, bytes: Uint8Array): Promise<string | undefined> {
  try {
    const target = await realpath(file).catch(() => file);
    const before = await stat(target).catch(() => undefined);
    // A short name of its own: one that is longer than the file's could be too long.
    const beside = path.join(path.dirname(target), `.headroom-${randomBytes(6).toString('hex')}`);
    try {
      const handle = await open(beside, 'wx', before === undefined ? 0o666 : before.mode & 0o777);
      try {
        if (before) await handle.chmod(before.mode & 0o7777);
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      // Only an administrator can give a file away; for others it is theirs already.
      if (before) await chown(beside, before.uid, before.gid).catch(() => undefined);
      await rename(beside, target);
      return undefined;
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  } catch (error) {
    return reasonOf(error);
  }
}

/** Why a file that a person protected, or the system does, must not be replaced; undefined where it can be. */
export async function whyProtected(file: string): Promise<string | undefined> {
  const info = await stat(file).catch(() => undefined);
  // A file without write permission could still be replaced by another one: that is not what it says.
  return info && (info.mode & 0o222) === 0 ? 'it is read-only' : undefined;
}

/** Why something could not be written, as a clause. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return reasons[code] ?? `it cannot be written (${code})`;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'its folder cannot be written to',
  EPERM: 'its folder cannot be written to',
  EROFS: 'its disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'it would be larger than files may be here',
};
