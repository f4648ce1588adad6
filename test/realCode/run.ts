// `npm run real-code`: lints published packages that really call Claude. They are unpacked into a temporary folder and
// removed afterwards; none of their code is kept here. It prints what was found, for a person to read against the code.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { analyzeFiles } from '../../src/io/analyzeFiles';
import { findSources } from '../../src/io/files';
import { loadGrammar } from '../../src/io/grammars';
import { createLinter } from '../../src/lint/linter';
import { positionAt } from '../../src/lint/source';
import { packages, type RealPackage } from './packages';

const linter = createLinter(loadGrammar);

async function main(): Promise<void> {
  const base = mkdtempSync(path.join(os.tmpdir(), 'headroom-real-'));
  try {
    for (const entry of packages) {
      try {
        await report(entry, unpack(entry, base));
      } catch (error) {
        console.log(`\n${entry.name} ${entry.version}: ${error instanceof Error ? error.message : String(error)}`);
        process.exitCode = 1;
      }
    }
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

function unpack({ registry, name, version }: RealPackage, base: string): string {
  const folder = path.join(base, `${registry}-${name.replace(/\W/g, '-')}`);
  mkdirSync(folder);
  const run = (command: string, ...args: readonly string[]) => execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  if (registry === 'npm') run('npm', 'pack', `${name}@${version}`, '--silent');
  else run('python3', '-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', `${name}==${version}`);
  const [archive] = readdirSync(folder);
  if (archive === undefined) throw new Error('nothing was downloaded');
  if (archive.endsWith('.tgz')) run('tar', 'xzf', archive);
  else run('python3', '-m', 'zipfile', '-e', archive, '.');
  return folder;
}

async function report({ registry, name, version, folder: below }: RealPackage, folder: string): Promise<void> {
  const root = below === undefined ? folder : path.join(folder, below);
  const { files } = await findSources([root], folder);
  console.log(`\n${registry} ${name} ${version}: ${files.length} files`);
  const started = performance.now();
  for await (const { file, source, analysis } of analyzeFiles(files, { linter, settings: {}, onNote: () => undefined }))
    for (const [index, call] of analysis.calls.entries()) {
      const { line } = positionAt(source, call.span.start);
      const rules = analysis.findings.filter((finding) => finding.call === index).map(({ rule, severity }) => `${severity} ${rule}`);
      console.log(`  ${path.relative(folder, file)}:${line + 1}  ${call.api}  ${call.policy.state}  ${rules.join(', ')}`);
    }
  console.log(`  ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

void main();
