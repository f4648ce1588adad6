import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { environment, startServer } from '../vscode/server';
import { installVsix, packageVsix, vsixFile } from '../vscode/vsix';
import { copySample } from './copySample';

/**
 * Opens VS Code with the packaged extension on a copy of the sample project, pointed at the Claude API at `baseUrl`: the desktop
 * application where there is one, else its server, whose address is printed. Ends on Ctrl+C, or when the editor does.
 */
export async function openEditor(baseUrl: string): Promise<void> {
  const base = mkdtempSync(path.join(os.tmpdir(), 'headroom-demo-'));
  try {
    const { status, output } = packageVsix();
    if (status !== 0) throw new Error(output);
    const demo: Demo = { folder: copySample(base), base, env: { ANTHROPIC_BASE_URL: baseUrl, ANTHROPIC_API_KEY: 'sk-ant-emulator' } };
    if (hasDesktop()) openDesktop(demo);
    else await serve(demo);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

interface Demo {
  readonly folder: string;
  readonly base: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A `code` on a machine without a screen could not show anything. */
function hasDesktop(): boolean {
  const screen = process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  return screen && code(['--version'], {}) === 0;
}

/** A profile of its own: nothing of the user's own VS Code is touched. */
function openDesktop({ folder, base, env }: Demo): void {
  const profile = ['--user-data-dir', path.join(base, 'user'), '--extensions-dir', path.join(base, 'extensions')];
  if (code([...profile, '--install-extension', vsixFile], {}) !== 0) throw new Error('VS Code could not install the extension.');
  console.log('Close the window of VS Code to end.');
  code([...profile, '--new-window', '--wait', '--disable-workspace-trust', folder, path.join(folder, 'src/reply.ts')], env);
}

function code(args: readonly string[], env: Readonly<Record<string, string>>): number {
  const windows = process.platform === 'win32';
  return spawnSync(windows ? 'code.cmd' : 'code', args, { env: { ...environment(), ...env }, stdio: 'ignore', shell: windows }).status ?? 1;
}

async function serve({ folder, base, env }: Demo): Promise<void> {
  const extensionsDir = path.join(base, 'extensions');
  mkdirSync(extensionsDir);
  await installVsix(extensionsDir);
  const server = await startServer({ mode: 'plain', extensionsDir, env });
  try {
    console.log(`Open this address in a browser, and src/reply.ts in it (Ctrl+C ends):\n\n  ${server.address(folder)}\n`);
    await Promise.race([server.exit, interrupted()]);
  } finally {
    await server.close();
  }
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
