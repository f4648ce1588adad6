import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from '../../../src/cli/run';
import type { Terminal } from '../../../src/cli/terminal';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly notes: readonly string[];
}

/** Runs a command in a folder of its own that holds these files; `onOut` sees each piece of output. */
export async function runInFolder(files: Readonly<Record<string, string | Uint8Array>>, args: readonly string[], extra: Partial<Terminal> = {}): Promise<Ran> {
  const cwd = mkdtempSync(path.join(os.tmpdir(), 'headroom-cli-'));
  const written: string[] = [];
  const notes: string[] = [];
  const terminal: Terminal = {
    cwd,
    colours: false,
    interactive: false,
    out: (text) => written.push(text),
    note: (line) => notes.push(line),
    input: () => Promise.resolve(new Uint8Array()),
    stopped: () => Promise.resolve(),
    ...extra,
  };
  try {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(cwd, file)), { recursive: true });
      writeFileSync(path.join(cwd, file), content);
    }
    const code = await run(args, terminal);
    return { code, out: written.join(''), notes };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
