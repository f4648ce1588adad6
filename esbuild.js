// Bundles the extension, the language server, the command line and the pages of the views into dist/, with the grammars beside them.
const { copyFileSync, mkdirSync, rmSync } = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const out = path.join(__dirname, 'dist');

/** The grammar files that `src/lint/languages/` names. */
const grammars = ['typescript', 'tsx', 'javascript', 'python'];

function copyGrammars() {
  mkdirSync(path.join(out, 'grammars'), { recursive: true });
  const wasm = path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json'));
  for (const grammar of grammars) copyFileSync(path.join(wasm, 'wasm', `tree-sitter-${grammar}.wasm`), path.join(out, 'grammars', `${grammar}.wasm`));
  copyFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), path.join(out, 'grammars', 'web-tree-sitter.wasm'));
}

/** The lines the problem matcher of `.vscode/tasks.json` waits for. */
const announce = {
  name: 'announce',
  setup(build) {
    build.onStart(() => console.log('[watch] build started'));
    build.onEnd(({ errors }) => {
      for (const { text, location } of errors) console.error(`✘ [ERROR] ${text}\n    ${location?.file}:${location?.line}:${location?.column}:`);
      console.log('[watch] build finished');
    });
  },
};

const common = {
  bundle: true,
  minify: production,
  sourcemap: !production,
  legalComments: 'none',
  logLevel: watch ? 'silent' : 'warning',
  plugins: watch ? [announce] : [],
};

const inNode = {
  entryPoints: { extension: 'src/extension.ts', server: 'src/server/main.ts', cli: 'src/cli/main.ts' },
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outdir: out,
  // Resolved at run time, and only when the sources run unbundled.
  external: ['vscode', '*.wasm'],
  // Its CommonJS form hides its own files from a bundler.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  // Packages written as ES modules find their own files by import.meta, which a CommonJS bundle has not.
  define: { 'import.meta.url': 'bundleUrl' },
  banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
};

/** A folder of its own: a webview may read nothing else. The styles that the script imports come to lie beside it. */
const inWebview = {
  entryPoints: { details: 'src/webview/details/main.ts', simulate: 'src/webview/simulate/main.ts', diagnosis: 'src/webview/diagnosis/main.ts' },
  platform: 'browser',
  target: 'chrome138',
  format: 'iife',
  outdir: path.join(out, 'webview'),
};

async function main() {
  // Nothing of an earlier build, such as its source maps, may get into a package.
  if (production) rmSync(out, { recursive: true, force: true });
  copyGrammars();
  const contexts = await Promise.all([esbuild.context({ ...common, ...inNode }), esbuild.context({ ...common, ...inWebview })]);
  if (watch) return Promise.all(contexts.map((context) => context.watch()));
  await Promise.all(contexts.map((context) => context.rebuild()));
  await Promise.all(contexts.map((context) => context.dispose()));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
