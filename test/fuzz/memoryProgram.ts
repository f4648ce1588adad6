import path from 'node:path';
import { importSpecifiers } from '../../src/io/program/importSpecifiers';
import { mentionsClaude } from '../../src/lint/libraries/gate';
import type { ProgramHost } from '../../src/lint/program/programHost';

/** A program whose files are in memory; what is written to `texts` counts at once. */
export function memoryProgram(texts: ReadonlyMap<string, string>): ProgramHost {
  const resolve = (from: string, module: string): string | undefined => {
    const relative = /^\.+$/.test(module) ? module : module.replace(/^\.(?=\w)/, './').replace(/^\.\.(?=\w)/, '../');
    if (!from.endsWith('.py') && !relative.startsWith('.')) return undefined;
    const base = path.posix.join(path.posix.dirname(from), from.endsWith('.py') ? relative.replace(/(?<=\w)\./g, '/') : relative);
    const found = [base, base.replace(/\.js$/, '.ts'), ...['.ts', '.tsx', '.js', '.cjs', '.mjs', '.py', '/index.ts', '/index.js', '/__init__.py'].map((end) => base + end)];
    return found.find((file) => texts.has(file));
  };
  const importsOf = (file: string) => importSpecifiers(file, texts.get(file) ?? '').flatMap((module) => resolve(file, module) ?? []);
  const leadsToClaude = (file: string, seen = new Set<string>()): boolean => {
    if (seen.has(file)) return false;
    seen.add(file);
    return mentionsClaude(texts.get(file) ?? '') || importsOf(file).some((one) => leadsToClaude(one, seen));
  };
  const importersOf = (file: string) => [...texts.keys()].filter((other) => importsOf(other).includes(file));
  return {
    resolve,
    importersOf,
    read: (file) => {
      const text = texts.get(file);
      return text === undefined ? undefined : { text, version: text };
    },
    claudeFiles: () => [...texts].flatMap(([file, text]) => (mentionsClaude(text) ? [file] : [])),
    leadsToClaude: (file) => [file, ...importersOf(file)].some((one) => leadsToClaude(one)),
    versionOf: () => undefined,
  };
}
