import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import CountingReporter from '../../support/countingReporter';
import { filesAreWatched } from './support/files';

/** Runs every suite beside this file, or the tests that `HEADROOM_GREP` matches; VS Code calls it inside the extension host. Rejects when a test failed. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 120_000, reporter: CountingReporter, color: false, grep: process.env.HEADROOM_GREP ?? '' });
  mocha.rootHooks({ beforeAll: () => filesAreWatched() });
  for (const name of readdirSync(__dirname)) if (name.endsWith('.test.js')) mocha.addFile(path.join(__dirname, name));
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}
