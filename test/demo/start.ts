// `npm start`: what Headroom does, without a key and without a network. `npm start -- --no-editor` stops before the editor.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { startEmulator } from '../../src/emulator/server';
import { openEditor } from './openEditor';
import { provoke429 } from './provoke429';
import { showHeadroom } from './showHeadroom';

const root = path.resolve(__dirname, '../..');

/** The Start tier's limits would take long to use up; these are those of a new organization. */
const limits = { rpm: 50, itpm: 30_000, otpm: 8_000 };

async function main(args: readonly string[]): Promise<void> {
  say('Building');
  node(['esbuild.js', '--production']);
  const emulator = await startEmulator({ limits });
  try {
    say('A local Claude API', `It listens on ${emulator.url} with true rate limits: no key is needed and nothing leaves this machine.`);
    say('Linting the sample project in test/demo/sample');
    headroom(['check', 'test/demo/sample'], { mayFind: 'yes' });
    say('Reading the headroom with a test ping');
    console.log(await showHeadroom(emulator.url));
    say('Provoking a 429 and diagnosing it');
    const error = await provoke429(emulator.url);
    console.log(`${error}\n`);
    headroom(['diagnose', '-', '--code', 'test/demo/sample'], { mayFind: 'no', input: error });
    if (args.includes('--no-editor')) return;
    say('Opening VS Code on the sample project');
    await openEditor(emulator.url);
  } finally {
    await emulator.close();
  }
}

function say(title: string, detail?: string): void {
  console.log(`\n\u001b[1m== ${title}\u001b[0m${detail === undefined ? '' : `\n${detail}`}`);
}

/** The built command line, as a user would run it. It ends with 1 when it found something, which is fine here. */
function headroom(args: readonly string[], { mayFind, input }: { readonly mayFind: 'yes' | 'no'; readonly input?: string }): void {
  const status = node(['dist/cli.js', ...args], input);
  if (status !== 0 && !(mayFind === 'yes' && status === 1)) throw new Error(`headroom ${args.join(' ')} ended with ${status}.`);
}

function node(args: readonly string[], input?: string): number {
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, input, stdio: [input === undefined ? 'ignore' : 'pipe', 'inherit', 'inherit'] });
  if (error !== undefined) throw error;
  if (args[0] === 'esbuild.js' && status !== 0) throw new Error('The build failed.');
  return status ?? 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
