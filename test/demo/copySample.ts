import { cpSync, symlinkSync } from 'node:fs';
import path from 'node:path';

/** Copies the sample project into `base` and returns its folder: who tries fixes there changes nothing here. */
export function copySample(base: string): string {
  const folder = path.join(base, 'maple-desk');
  cpSync(path.join(__dirname, 'sample'), folder, { recursive: true });
  // Its packages are among ours, so that the editor knows their types.
  symlinkSync(path.join(__dirname, '../../node_modules'), path.join(folder, 'node_modules'), 'junction');
  return folder;
}
