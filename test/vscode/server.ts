import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { projectRoot, setupVscode } from './setup';

/** How a VS Code server is started. */
export interface ServerOptions {
  /** User settings on top of the quiet ones below. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What the user's folder has from before, by path: `globalStorage/...` and the like. */
  readonly userFiles?: Readonly<Record<string, string>>;
  /** Environment of the server and of its extension hosts, on top of this process's own without its Claude credentials. */
  readonly env?: Readonly<Record<string, string>>;
  /** A folder of installed extensions; see `installVsix`. */
  readonly extensionsDir?: string;
  /** Where everything goes that it writes; the caller removes it. Without it that is a temporary folder, which closing removes. */
  readonly data?: string;
  /** `restricted`: asks whether a folder is to be trusted, and does not trust it until then; by default every folder is trusted. */
  readonly trust?: 'restricted';
  /** `automated`: takes an extension and tests under development from the address, and shows no notification toasts. */
  readonly mode: 'automated' | 'plain';
}

/** A running VS Code server. */
export interface VscodeServer {
  /** The address of the workbench on a folder. `payload` is what the automated mode reads. */
  readonly address: (folder: string, payload?: Readonly<Record<string, string>>) => string;
  /** An absolute path as the workbench names it. */
  readonly uri: (file: string) => string;
  /** Where everything is that it writes. */
  readonly folder: string;
  /** Ends when the server does, with its exit code. */
  readonly exit: Promise<number>;
  /** Ends the server and removes everything it wrote, unless the caller said where that goes. */
  readonly close: () => Promise<void>;
}

/** Starts a real VS Code server on 127.0.0.1, on a free port, behind a token, with all its data in a temporary folder. */
export async function startServer(options: ServerOptions): Promise<VscodeServer> {
  const vscode = await setupVscode();
  const folder = options.data ?? mkdtempSync(path.join(os.tmpdir(), 'headroom-vscode-'));
  const data = path.join(folder, 'server');
  mkdirSync(path.join(data, 'data/User'), { recursive: true });
  writeFileSync(path.join(data, 'data/User/settings.json'), JSON.stringify({ ...quietSettings, ...options.settings }));
  for (const [name, text] of Object.entries(options.userFiles ?? {})) {
    const file = path.join(data, 'data/User', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const token = randomBytes(16).toString('hex');
  const child = spawn(
    vscode.node,
    [
      vscode.main, '--host', '127.0.0.1', '--port', '0', '--connection-token', token, '--accept-server-license-terms', '--telemetry-level', 'off',
      '--server-data-dir', data, '--reconnection-grace-time', '1',
      ...(options.trust === 'restricted' ? [] : ['--disable-workspace-trust']),
      ...(options.mode === 'automated' ? ['--enable-smoke-test-driver'] : []),
      ...(options.extensionsDir === undefined ? [] : ['--extensions-dir', options.extensionsDir]),
    ],
    // Its own process group: the extension hosts outlive the server for a moment and still write into its folder.
    { env: { ...environment(), TMPDIR: folder, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...options.env }, stdio: ['ignore', 'pipe', 'pipe'], detached: ownGroup },
  );
  const endGroup = () => signalGroup(child);
  process.once('exit', endGroup);
  const exit = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= closeOnce());
  const closeOnce = async () => {
    await end(child, exit);
    endGroup();
    process.off('exit', endGroup);
    keepLogs(path.join(data, 'data/logs'));
    if (options.data === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  try {
    const host = `127.0.0.1:${await listening(child)}`;
    const uri = (file: string) => `vscode-remote://${host}${path.resolve(file)}`;
    const address = (workspace: string, payload?: Readonly<Record<string, string>>) => {
      const query = new URLSearchParams({ tkn: token, folder: path.resolve(workspace) });
      if (payload !== undefined) query.set('payload', JSON.stringify([['skipWelcome', 'true'], ...Object.entries(payload)]));
      return `http://${host}/?${query.toString()}`;
    };
    return { address, uri, folder, exit, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** This process's environment without the user's Claude credentials: no test may ever send with them. */
export function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ANTHROPIC_')));
}

const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'window.confirmBeforeClose': 'never',
  'files.autoSave': 'off',
};

/** The port that the server says it listens on. */
function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = '';
    const fail = (why: string) => reject(new Error(`VS Code's server ${why}:\n${log}`));
    const timer = setTimeout(() => fail('did not start within a minute'), 60_000);
    child.once('exit', (code) => fail(`ended with ${String(code)}`));
    const read = (chunk: Buffer) => {
      if (process.env.VERBOSE !== undefined) process.stderr.write(chunk);
      log += chunk.toString();
      const port = /listening on (\d+)/.exec(log)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(port);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
  });
}

/** The last run's logs, among them the extension's own, to find out why a test failed. */
function keepLogs(logs: string): void {
  const kept = path.join(projectRoot, 'out/vscode-logs');
  rmSync(kept, { recursive: true, force: true });
  if (existsSync(logs)) cpSync(logs, kept, { recursive: true });
}

const ownGroup = process.platform !== 'win32';

/** Ends what the server started and left behind. */
function signalGroup({ pid }: ChildProcess): void {
  if (!ownGroup || pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of the group is left.
  }
}

async function end(child: ChildProcess, exit: Promise<number>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
  await exit;
  clearTimeout(timer);
}
