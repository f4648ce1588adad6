import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { startEmulator } from '../../src/emulator/server';
import type { Counts } from '../support/countingReporter';
import { keysLeftIn } from '../support/keysLeftIn';
import { keyMark, testKey } from '../support/testKey';
import { bundle } from './bundle';
import { environment } from './server';
import { projectRoot } from './setup';

/** What the suites run in: the desktop application that @vscode/test-electron downloads, or the server and a browser. */
const desktop = process.env.HEADROOM_VSCODE === 'desktop' || process.platform !== 'linux';

/** Runs the suites inside the extension host of a real VS Code, beside an emulated Claude API. */
async function integrate(): Promise<void> {
  const { suite, executable } = await bundle();
  const base = mkdtempSync(path.join(os.tmpdir(), 'headroom-'));
  const [folder, user] = [path.join(base, 'workspace'), path.join(base, 'user')];
  for (const made of [folder, user]) mkdirSync(made);
  const emulator = await startEmulator();
  try {
    const ended = runTests({
      ...(desktop ? {} : { vscodeExecutablePath: executable }),
      extensionDevelopmentPath: process.env.HEADROOM_EXTENSION ?? projectRoot,
      extensionTestsPath: suite,
      extensionTestsEnv: { ...withoutCredentials(), ANTHROPIC_BASE_URL: emulator.url, ANTHROPIC_API_KEY: testKey('environment'), ANTHROPIC_ADMIN_KEY: testKey('admin', 'admin01'), HEADROOM_KEY_MARK: keyMark() },
      // A short path: VS Code's socket lies in it, and macOS allows 103 characters for that.
      launchArgs: [folder, '--disable-extensions', `--user-data-dir=${user}`],
    });
    await ended.catch(() => undefined);
    checkForKeys(base);
    await ended;
  } finally {
    await emulator.close();
    rmSync(base, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** The last test: no key of the run stands in a log, a report, a setting, a history or an error, wherever that was written. */
function checkForKeys(base: string): void {
  // The workbench's log, the extension's own output and what the windows share: without them the search shows nothing.
  const whole = process.env.HEADROOM_GREP === undefined;
  const problems = keysLeftIn({ folder: base, mustRead: whole ? [/remoteagent\.log$|main\.log$/, /Headroom for Claude\.log$/, /pings\.json$/, /^workspace\/exported-report\.md$/] : [] });
  console.log(problems.length === 0 ? '  ✔ leaves no key of the run in any file' : problems.join('\n'));
  if (problems.length > 0) process.exitCode = 1;
  const results = process.env.HEADROOM_RESULTS;
  if (results === undefined || !existsSync(results)) return;
  const { passed, failed } = JSON.parse(readFileSync(results, 'utf8')) as Counts;
  writeFileSync(results, JSON.stringify(problems.length === 0 ? { passed: passed + 1, failed } : { passed, failed: failed + 1 }));
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
