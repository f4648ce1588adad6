// `npm run bench`: what Headroom costs, as ratios within one run. It prints and never judges.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { Edit, Parser } from 'web-tree-sitter';
import { loadGrammar } from '../../src/io/grammars';
import { mentionsClaude } from '../../src/lint/libraries/gate';
import { createLinter } from '../../src/lint/linter';
import { positionAt, sourceText } from '../../src/lint/source';
import { packageVsix, vsixFile } from '../vscode/vsix';
import { largeFile } from './largeFile';

/** Enough that the median is that of code which has been compiled, as it is after the first seconds in an editor. */
const runs = 300;

async function main(): Promise<void> {
  const text = largeFile({ lines: 2700, claudeCalls: 20 });
  const at = text.indexOf('// here one types') + '// here one types'.length;
  const typed = typedAt(text, at, 'x');
  const inCode = text.indexOf('const total = 0') + 'const total = 0'.length;
  const coded = typedAt(text, inCode, '1');
  const inCall = text.indexOf("'claude-sonnet-5'", inCode) + "'claude-sonnet-5".length;
  const called = typedAt(text, inCall, 'x');

  const grammar = await loadGrammar('typescript');
  const parser = new Parser();
  parser.setLanguage(grammar);
  const reparse = (texts: readonly string[], from: number) => {
    let before = sourceText('a.ts', text);
    let tree = parser.parse(text)!;
    return texts.map((next) => {
      const after = sourceText('a.ts', next);
      const place = (source: typeof after, offset: number) => ({ row: positionAt(source, offset).line, column: positionAt(source, offset).column });
      const started = performance.now();
      tree.edit(new Edit({ startIndex: from, oldEndIndex: from, newEndIndex: from + 1, startPosition: place(before, from), oldEndPosition: place(before, from), newEndPosition: place(after, from + 1) }));
      const parsed = parser.parse(next, tree)!;
      const took = performance.now() - started;
      tree.delete();
      tree = parsed;
      before = after;
      return took;
    });
  };

  const linter = createLinter(loadGrammar);
  const opened = performance.now();
  const document = await linter.open('typescript', sourceText('a.ts', text));
  const { calls, findings } = document.analyze({});
  const first = performance.now() - opened;
  const lint = (texts: readonly string[]) =>
    texts.map((next) => {
      const started = performance.now();
      document.update(sourceText('a.ts', next));
      document.analyze({});
      return performance.now() - started;
    });

  // In turn, so that a machine that slows down slows both.
  const comment = { parse: reparse(typed, at), lint: lint(typed) };
  document.update(sourceText('a.ts', text));
  document.analyze({});
  const code = { parse: reparse(coded, inCode), lint: lint(coded) };
  document.update(sourceText('a.ts', text));
  document.analyze({});
  const call = { parse: reparse(called, inCall), lint: lint(called) };

  console.log(`A TypeScript file of ${text.split('\n').length} lines with ${calls.length} Claude calls and ${findings.length} findings`);
  console.log(`  opened and linted for the first time        ${ms(first)}`);
  for (const [name, { parse, lint: linted }] of Object.entries({ 'in a comment': comment, 'in code': code, 'in a call': call })) {
    const [low, high] = [median(parse), median(linted)];
    console.log(`  one character ${name.padEnd(12)} keystroke to findings ${ms(high)}; tree-sitter's re-parse alone ${ms(low)}; ratio ${(high / low).toFixed(1)}`);
  }
  document.dispose();

  const silent = text.replace(/anthropic|claude/gi, 'somebody');
  const searched = Array.from({ length: runs }, () => {
    const started = performance.now();
    mentionsClaude(silent);
    return performance.now() - started;
  });
  console.log(`  a file of that size that never mentions Claude ${ms(median(searched))}`);
  console.log(`Language server: answers initialize after ${ms(await serverStart())}`);
  console.log(`Extension: ${activation()} in a real VS Code`);
  const { status, output } = packageVsix();
  if (status !== 0) throw new Error(output);
  console.log(`Package: ${(statSync(vsixFile).size / 1_000_000).toFixed(2)} MB`);
}

/** One character more each time, the same one. */
function typedAt(text: string, at: number, character: string): readonly string[] {
  return Array.from({ length: runs }, (_, index) => text.slice(0, at) + character.repeat(index + 1) + text.slice(at));
}

/** What the extension wrote to its own log when a real VS Code started it. */
function activation(): string {
  const root = path.join(__dirname, '..', '..');
  const tsx = path.join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  execFileSync(process.execPath, [tsx, 'test/vscode/integration.ts'], { cwd: root, stdio: 'ignore', env: { ...process.env, HEADROOM_GREP: 'starts with the first TypeScript file' } });
  const logs = path.join(root, 'out', 'vscode-logs');
  const file = readdirSync(logs, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('Headroom for Claude.log'));
  const line = file === undefined ? undefined : /Activated in [\d.]+ ms/.exec(readFileSync(path.join(logs, file), 'utf8'))?.[0];
  return (line ?? 'no activation was logged').toLowerCase();
}

/** From the start of the process to the answer. */
function serverStart(): Promise<number> {
  const started = performance.now();
  const server = spawn(process.execPath, [path.join(__dirname, '..', '..', 'dist', 'server.js'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const request = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(request)}\r\n\r\n${request}`);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.stdout.once('data', () => {
      resolve(performance.now() - started);
      server.kill();
    });
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
