import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const src = path.join(__dirname, '..', '..', '..', 'src');

interface Source {
  /** Relative to `src`, with `/`. */
  readonly file: string;
  readonly text: string;
  /** What it imports: a path relative to `src` for a file of ours, else the package's name. */
  readonly imports: readonly string[];
}

const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => file.endsWith('.ts'))
  .map(readImports);

const within = (...folders: readonly string[]) => sources.filter(({ file }) => folders.some((folder) => file === folder || file.startsWith(`${folder}/`)));

const pure = ['lint', 'limits', 'diagnose', 'simulate', 'rehearse', 'emulator/scenarios', 'emulator/seededRandom.ts', 'emulator/buckets.ts', 'emulator/faults.ts'];

describe('the architecture', () => {
  it('knows VS Code only in src/vscode and src/extension.ts', () => {
    assert.deepEqual(
      importing((name) => name === 'vscode').filter((file) => !file.startsWith('vscode/') && file !== 'extension.ts'),
      [],
    );
  });

  it('knows the language server protocol only in src/server and src/vscode/client.ts', () => {
    assert.deepEqual(
      importing((name) => /^vscode-(?:language|jsonrpc)/.test(name)).filter((file) => !file.startsWith('server/') && file !== 'vscode/client.ts'),
      [],
    );
  });

  it('keeps the pure folders free of Node, SDKs and the outer folders', () => {
    const outer = ['io', 'server', 'cli', 'vscode'];
    const wrong = within(...pure).flatMap(({ file, imports }) =>
      imports.filter((name) => name.startsWith('node:') || name.startsWith('@anthropic-ai/') || outer.some((folder) => name.startsWith(`${folder}/`))).map((name) => `${file} imports ${name}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('keeps the pure folders free of clocks, timers and chance', () => {
    const wrong = within(...pure).flatMap(({ file, text }) => (/\b(?:Date\.now|Math\.random|performance\.now|setTimeout|setInterval|setImmediate)\(|new Date\(\)/.exec(codeOf(text)) ? [file] : []));
    assert.deepEqual(wrong, []);
  });

  it('lets rules see neither a language nor a library, and languages neither a rule nor a library', () => {
    const forbidden: Readonly<Record<string, readonly string[]>> = {
      'lint/rules': ['lint/languages', 'lint/libraries', 'lint/program', 'lint/fixes'],
      'lint/languages': ['lint/rules', 'lint/libraries', 'lint/policy', 'lint/program', 'lint/fixes'],
      'lint/facts': ['lint/rules', 'lint/libraries', 'lint/policy', 'lint/program', 'lint/fixes'],
      'lint/libraries': ['lint/languages', 'lint/rules', 'lint/fixes'],
      'lint/program': ['lint/languages', 'lint/rules', 'lint/fixes'],
      'lint/policy': ['lint/languages', 'lint/rules', 'lint/fixes'],
    };
    const wrong = Object.entries(forbidden).flatMap(([folder, others]) =>
      within(folder).flatMap(({ file, imports }) => imports.filter((name) => others.some((other) => name.startsWith(`${other}/`))).map((name) => `${file} imports ${name}`)),
    );
    assert.deepEqual(wrong, []);
  });

  it('lets the page of a webview see the limits, the diagnosis and the simulator, and nothing that is not in a browser', () => {
    const wrong = within('webview').flatMap(({ file, imports }) => imports.filter((name) => name !== 'uplot' && !/^(?:webview|limits|diagnose|simulate)\//.test(name)).map((name) => `${file} imports ${name}`));
    assert.ok(within('webview').length > 0);
    assert.deepEqual(wrong, []);
  });

  it('has no circle of imports', () => {
    const graph = new Map(sources.map(({ file, imports }) => [file, imports]));
    const done = new Set<string>();
    const circle = (file: string, way: readonly string[]): readonly string[] | undefined => {
      if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
      if (done.has(file)) return undefined;
      for (const next of graph.get(file) ?? []) {
        const found = circle(next, [...way, file]);
        if (found) return found;
      }
      done.add(file);
      return undefined;
    };
    assert.deepEqual(
      sources.flatMap(({ file }) => circle(file, [])?.join(' -> ') ?? [])[0],
      undefined,
    );
  });
});

function importing(is: (name: string) => boolean): readonly string[] {
  return sources.filter(({ imports }) => imports.some(is)).map(({ file }) => file);
}

function readImports(file: string): Source {
  const text = readFileSync(path.join(src, file), 'utf8');
  const names = [...text.matchAll(/(?:^|\n)(?:import|export)\b[^;'"]*?from '([^']+)'|\bimport\('([^']+)'\)/g)].map(([, still, lazy]) => still ?? lazy ?? '');
  return { file, text, imports: names.map((name) => (name.startsWith('.') ? resolved(file, name) : name)) };
}

function resolved(from: string, name: string): string {
  const target = path.posix.join(path.posix.dirname(from), name);
  return readdirSafe(target) ? `${target}/index.ts` : `${target}.ts`;
}

function readdirSafe(target: string): boolean {
  try {
    readdirSync(path.join(src, target));
    return true;
  } catch {
    return false;
  }
}

/** The text without comments and strings, which may name what code may not use. */
function codeOf(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, '');
}
