import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { startEmulator } from '../../src/emulator/server';
import { bundle } from './bundle';
import { environment } from './server';
import { projectRoot } from './setup';

/** What the suites run in: the desktop application that @vscode/test-electron downloads, or the server and a browser. */
const desktop = process.env.HEADROOM_VSCODE === 'desktop' || process.platform !== 'linux';

/** Runs the suites inside the extension host of a real VS Code, beside an emulated Claude API. */
async function integrate(): Promise<void> {
  const { suite, executable } = await bundle();
  const base = mkdtempSync(path.join(os.tmpdir(), 'headroom-'));
  const folder = path.join(base, 'workspace');
  mkdirSync(folder);
  const emulator = await startEmulator();
  try {
    await runTests({
      ...(desktop ? {} : { vscodeExecutablePath: executable }),
      extensionDevelopmentPath: process.env.HEADROOM_EXTENSION ?? projectRoot,
      extensionTestsPath: suite,
      extensionTestsEnv: { ...withoutCredentials(), ANTHROPIC_BASE_URL: emulator.url, ANTHROPIC_API_KEY: 'sk-ant-emulator', ANTHROPIC_ADMIN_KEY: 'sk-ant-admin-emulator' },
      // A short path: VS Code's socket lies in it, and macOS allows 103 characters for that.
      launchArgs: [folder, '--disable-extensions', `--user-data-dir=${path.join(base, 'user')}`],
    });
  } finally {
    await emulator.close();
    rmSync(base, { recursive: true, force: true });
  }
}

/** The runner adds this to its own environment: what must not get through is set to nothing. */
function withoutCredentials(): Record<string, undefined> {
  const kept = environment();
  return Object.fromEntries(Object.keys(process.env).filter((name) => !(name in kept)).map((name) => [name, undefined]));
}

integrate().catch((error: unknown) => {
  if (!(error instanceof TestRunFailedError)) console.error(error);
  process.exitCode = 1;
});
