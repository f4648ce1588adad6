import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot, setupVscode } from './setup';

/** Where `npm run package` leaves the extension. */
export const vsixFile = path.join(projectRoot, 'headroom-for-claude.vsix');

/** Packages what is built, as `npm run package` does. */
export function packageVsix(): { readonly status: number; readonly output: string } {
  const vsce = path.join(projectRoot, 'node_modules/@vscode/vsce/vsce');
  const { status, stdout, stderr } = spawnSync(process.execPath, [vsce, 'package', '--no-dependencies', '--out', vsixFile], { cwd: projectRoot, encoding: 'utf8' });
  return { status: status ?? 1, output: `${stdout}${stderr}`.trim() };
}

/** Installs the packaged extension into a folder of extensions, as "Install from VSIX..." does. Throws with VS Code's own words. */
export async function installVsix(extensionsDir: string): Promise<void> {
  const { node, main } = await setupVscode();
  const args = [main, '--install-extension', vsixFile, '--extensions-dir', extensionsDir, '--server-data-dir', path.join(extensionsDir, '.server')];
  const { status, stdout, stderr } = spawnSync(node, args, { encoding: 'utf8', env: { ...process.env, TMPDIR: extensionsDir } });
  if (status !== 0) throw new Error(`The extension could not be installed: ${stdout}${stderr}`);
}

/** The names in the package; a .vsix is a zip file, and its directory stands at the end with a mark before each entry. */
export function vsixMembers(): readonly string[] {
  const bytes = readFileSync(vsixFile);
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const names: string[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [name = 0, extra = 0, comment = 0] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    names.push(bytes.toString('utf8', at + 46, at + 46 + name));
    at += 46 + name + extra + comment;
  }
  return names;
}
