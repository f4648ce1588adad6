import { chmodSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from './setup';

const out = path.join(projectRoot, 'out/test');

/** What VS Code loads and starts in an integration run. */
export interface Bundle {
  /** The module with `run()` for the extension host. */
  readonly suite: string;
  /** An executable that takes the part of VS Code's desktop application. */
  readonly executable: string;
}

/** Compiles the suites and the executable into `out/test/`. */
export async function bundle(): Promise<Bundle> {
  const suites = path.join(__dirname, 'suite');
  const common = { bundle: true, platform: 'node', target: 'node20', format: 'cjs', sourcemap: 'inline', logLevel: 'warning' } as const;
  await build({
    ...common,
    entryPoints: readdirSync(suites).filter((name) => /^index\.ts$|\.test\.ts$/.test(name)).map((name) => path.join(suites, name)),
    outdir: path.join(out, 'suite'),
    external: ['vscode', 'mocha'],
  });
  const executable = path.join(out, 'vscode.js');
  await build({ ...common, entryPoints: [path.join(__dirname, 'executable.ts')], outfile: executable, packages: 'external', banner: { js: '#!/usr/bin/env node' }, define: { __dirname: JSON.stringify(__dirname) } });
  chmodSync(executable, 0o755);
  return { suite: path.join(out, 'suite/index.js'), executable };
}
