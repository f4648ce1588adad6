import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { run } from '../../../src/cli/run';
import type { Terminal } from '../../../src/cli/terminal';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly notes: readonly string[];
  /** What is in the folder afterwards. */
  readonly files: Readonly<Record<string, Buffer>>;
}

export interface Extra extends Partial<Terminal> {
  /** Of files, by their name. */
  readonly modes?: Readonly<Record<string, number>>;
}

/** Runs a command in a folder of its own that holds these files; `out` sees each piece of output. */
export async function runInFolder(files: Readonly<Record<string, string | Uint8Array>>, args: readonly string[], { modes = {}, ...extra }: Extra = {}): Promise<Ran> {
  const cwd = mkdtempSync(path.join(os.tmpdir(), 'headroom-cli-'));
  const written: string[] = [];
  const notes: string[] = [];
  const terminal: Terminal = {
    cwd,
    env: {},
    colours: false,
    interactive: false,
    out: (text) => written.push(text),
    note: (line) => notes.push(line),
    input: () => Readable.from([]),
    stopped: () => Promise.resolve(),
    ...extra,
  };
  try {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(cwd, file)), { recursive: true });
      writeFileSync(path.join(cwd, file), content);
    }
    for (const [file, mode] of Object.entries(modes)) chmodSync(path.join(cwd, file), mode);
    const code = await run(args, terminal);
    const names = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter((name) => lstatSync(path.join(cwd, name)).isFile());
    return { code, out: written.join(''), notes, files: Object.fromEntries(names.map((name) => [name.split(path.sep).join('/'), readFileSync(path.join(cwd, name))])) };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
