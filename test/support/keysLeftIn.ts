import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesWith } from './filesWith';
import { keyMark, testKey } from './testKey';

export interface LeftBehind {
  /** Everything that a run of VS Code wrote. VS Code has ended. */
  readonly folder: string;
  /** Files that have to be among those that were read, or the search would show nothing. */
  readonly mustRead: readonly RegExp[];
}

/**
 * Problems with what a run of VS Code left on disk, as sentences: a file that holds a key of the run, or a search that shows
 * nothing, as it misses keys that were put there for it or the files that matter.
 */
export function keysLeftIn({ folder, mustRead }: LeftBehind): readonly string[] {
  const probe = mkdtempSync(path.join(folder, 'planted-'));
  const planted = { 'a.log': testKey('planted'), 'b.vscdb': `\u0000\u0001{"k":"${testKey('planted')}"}`, 'c.bin': Buffer.from(testKey('planted'), 'utf16le'), 'd.txt': Buffer.from(`x${testKey('planted')}`).toString('base64'), 'e.txt': Buffer.from(testKey('planted')).toString('hex') };
  for (const [name, content] of Object.entries(planted)) writeFileSync(path.join(probe, name), content);
  const { read, holding } = filesWith(keyMark(), folder);
  rmSync(probe, { recursive: true });
  const isPlanted = (file: string) => file.startsWith(`${path.basename(probe)}/`);
  const missed = Object.keys(planted).filter((name) => !holding.includes(`${path.basename(probe)}/${name}`));
  return [
    ...holding.filter((file) => !isPlanted(file) && !keyStore.test(file)).map((file) => `${file} holds a key of the run.`),
    ...missed.map((name) => `The search misses a key that was put into ${name}.`),
    ...mustRead.filter((name) => !read.some((file) => !isPlanted(file) && name.test(file))).map((name) => `The search met no file ${String(name)}.`),
  ];
}

/**
 * The one place where a key may stand: where VS Code keeps secrets. The desktop application has them in this database, which its
 * `safeStorage` encrypts; the server in a browser keeps them in memory.
 */
const keyStore = /(?:^|\/)User\/globalStorage\/state\.vscdb(?:\.backup)?$/;
