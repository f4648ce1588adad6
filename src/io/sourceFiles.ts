import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ignore from 'ignore';
import { globSync } from 'tinyglobby';

/** Larger files are generated or data. */
const maxBytes = 5_000_000;

const skipped = ['**/node_modules/**', '**/.git/**', '**/dist/**', '**/.venv/**', '**/venv/**', '**/__pycache__/**'];

/** The source files below the paths, relative to `root` and sorted; what `.gitignore` of `root` names is left out. */
export function sourceFiles(root: string, paths: readonly string[]): readonly string[] {
  const ignored = ignore();
  try {
    ignored.add(readFileSync(path.join(root, '.gitignore'), 'utf8'));
  } catch {
    // A folder without a .gitignore ignores nothing.
  }
  const files = paths.flatMap((given) => {
    const at = path.resolve(root, given);
    if (statSync(at).isFile()) return [at];
    return globSync('**/*.{ts,mts,cts,tsx,js,mjs,cjs,jsx,py,pyw}', { cwd: at, absolute: true, dot: false, ignore: skipped });
  });
  return [...new Set(files.map((file) => path.relative(root, file).split(path.sep).join('/')))].filter((file) => file.startsWith('..') || !ignored.ignores(file)).sort();
}

/** The text of a file, or why it cannot be read. A byte order mark tells UTF-16; it is left out of the text. */
export function readSource(file: string): { readonly text: string } | { readonly problem: string } {
  try {
    const { size } = statSync(file);
    if (size > maxBytes) return { problem: `larger than ${maxBytes / 1_000_000} MB` };
    const bytes = readFileSync(file);
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: bytes.subarray(2).toString('utf16le') };
    return { text: bytes.toString('utf8').replace(/^\uFEFF/, '') };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
