import path from 'node:path';
import type { Disk } from './disk';
import type { ScriptProject } from './scriptProject';

/**
 * The file that an import of TypeScript or JavaScript means: relative paths, `paths` and `baseUrl` of the nearest
 * `tsconfig.json` or `jsconfig.json`, `imports` of `package.json` and the packages of the workspace. Undefined for
 * an installed package.
 */
export function resolveScript(from: string, module: string, disk: Disk, project: ScriptProject): string | undefined {
  const folder = path.dirname(from);
  if (/^\.{1,2}(?:\/|$)/.test(module)) return fileAt(path.resolve(folder, module), disk);
  if (path.isAbsolute(module)) return undefined;
  for (const candidate of project.mapped(folder, module)) {
    const found = fileAt(candidate, disk);
    if (found !== undefined) return found;
  }
  return undefined;
}

const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
/** TypeScript sources are imported by the name of what they compile to. */
const compiledFrom: Readonly<Record<string, readonly string[]>> = { '.js': ['.ts', '.tsx'], '.jsx': ['.tsx'], '.mjs': ['.mts'], '.cjs': ['.cts'] };

function fileAt(base: string, disk: Disk): string | undefined {
  const ending = path.extname(base);
  const stem = base.slice(0, base.length - ending.length);
  const sources = (compiledFrom[ending] ?? []).map((one) => stem + one);
  const exact = endings.includes(ending) && !/\.d\.[cm]?ts$/.test(base) ? [base] : [];
  return [...sources, ...exact, ...endings.map((one) => base + one), ...endings.map((one) => path.join(base, `index${one}`))].find((file) => disk.isFile(file));
}
