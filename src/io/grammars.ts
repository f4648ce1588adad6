import { existsSync } from 'node:fs';
import path from 'node:path';
import { Language, Parser } from 'web-tree-sitter';

const loaded = new Map<string, Promise<Language>>();
let ready: Promise<void> | undefined;

/** The grammar of that name: from `grammars/` beside the bundle, or from the packages when run from source. */
export function loadGrammar(name: string): Promise<Language> {
  const known = loaded.get(name);
  if (known) return known;
  ready ??= Parser.init({ locateFile: () => runtimeFile() });
  const loading = ready.then(() => Language.load(grammarFile(name)));
  loaded.set(name, loading);
  return loading;
}

const beside = path.join(__dirname, 'grammars');

function runtimeFile(): string {
  const bundled = path.join(beside, 'web-tree-sitter.wasm');
  return existsSync(bundled) ? bundled : require.resolve('web-tree-sitter/web-tree-sitter.wasm');
}

function grammarFile(name: string): string {
  const bundled = path.join(beside, `${name}.wasm`);
  return existsSync(bundled) ? bundled : require.resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`);
}
