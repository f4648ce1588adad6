import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A small program that sends one request to Claude through one library and its guard. */
export interface Program {
  /** `<library>-<variant>`. */
  readonly name: string;
  readonly file: string;
  readonly language: 'javascript' | 'python';
  /** The packages it imports, with their versions. */
  readonly packages: readonly string[];
}

const folder = path.join(__dirname, 'programs');

/** Every program of the folder, by name. */
export function findPrograms(): readonly Program[] {
  const known = { javascript: nodePackages(), python: pythonPackages() };
  return readdirSync(folder)
    .filter((file) => /\.(?:mjs|py)$/.test(file))
    .sort()
    .map((name) => {
      const file = path.join(folder, name);
      const language = name.endsWith('.py') ? 'python' : 'javascript';
      const imported = importsOf(readFileSync(file, 'utf8'), language).flatMap((module) => packageOf(module, known[language]) ?? []);
      return { name: name.replace(/\.\w+$/, ''), file, language, packages: [...new Set(imported)].sort() };
    });
}

type Versions = ReadonlyMap<string, string>;

function nodePackages(): Versions {
  const { dependencies } = JSON.parse(readFileSync(path.join(__dirname, 'package.json'), 'utf8')) as { readonly dependencies: Readonly<Record<string, string>> };
  return new Map(Object.entries(dependencies));
}

function pythonPackages(): Versions {
  const text = readFileSync(path.join(__dirname, 'requirements.txt'), 'utf8');
  return new Map([...text.matchAll(/^([\w.-]+)(?:\[[^\]]*\])?==(\S+)$/gm)].map(([, name = '', version = '']) => [name, version]));
}

function importsOf(text: string, language: Program['language']): readonly string[] {
  const pattern = language === 'python' ? /^(?:import|from) ([\w.]+)/gm : /^import (?:.* from )?'([^']+)'/gm;
  return [...text.matchAll(pattern)].map(([, module = '']) => module);
}

/** `llama_index.llms.anthropic` is of llama-index-llms-anthropic, `@scope/name/part` of @scope/name, pydantic_ai of pydantic-ai-slim. */
function packageOf(module: string, versions: Versions): string | undefined {
  const parts = module.replaceAll('_', '-').split(/[./]/);
  const prefixes = parts.map((_, index) => [parts.slice(0, index + 1).join('-'), module.split('/').slice(0, index + 1).join('/')]).reverse().flat();
  const name = prefixes.find((prefix) => versions.has(prefix)) ?? [...versions.keys()].find((key) => key === `${parts[0] ?? ''}-slim`);
  return name === undefined ? undefined : `${name} ${versions.get(name) ?? ''}`;
}
