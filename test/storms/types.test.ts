import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { installNode } from '../support/installNode';
import { findPython, setUpPython } from '../support/python';
import { fixtures } from './proofs';

const root = path.join(__dirname, '..', '..');
const twins = readdirSync(fixtures).filter((name) => name.includes('.fixed.'));
const command = findPython();

describe('what a fix leaves behind', () => {
  it('compiles as strictly as TypeScript can', () => {
    installNode(path.join(__dirname, '..', 'models'));
    const files = twins.filter((name) => /\.tsx?$/.test(name));
    assert.ok(files.length > 0);
    assert.deepEqual(strictly(files), []);
  }).timeout(120_000);

  if (command === undefined && process.env.CI !== 'true') return;
  it('has no type error in Python, against the real packages, that was not there before', () => {
    assert.ok(command !== undefined, 'Python 3 with venv is not on this machine.');
    const files = twins.filter((name) => name.endsWith('.py'));
    const originOf = (name: string) => name.replace(/\.[\w-]+\.fixed/, '');
    const found = mypy(command, [...new Set([...files, ...files.map(originOf)])]);
    for (const file of files) {
      const left = [...(found.get(originOf(file)) ?? [])];
      for (const message of found.get(file) ?? []) {
        const index = left.indexOf(message);
        assert.ok(index >= 0, `${file}: ${message}`);
        left.splice(index, 1);
      }
    }
  }).timeout(300_000);
});

function strictly(files: readonly string[]): readonly string[] {
  const program = ts.createProgram(files.map((name) => path.join(fixtures, name)), {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noImplicitReturns: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    // A program without imports shares its names with no other.
    moduleDetection: ts.ModuleDetectionKind.Force,
    // What the project itself does not depend on stands beside the library models.
    paths: { '*': [path.join(root, 'node_modules', '@types', '*'), path.join(root, 'node_modules', '*'), path.join(root, 'test', 'models', 'node_modules', '*')] },
    types: ['node'],
    skipLibCheck: true,
    noEmit: true,
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${path.basename(file?.fileName ?? '')}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

/** The errors of each file, without their lines. */
function mypy(python: string, files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const packages = setUpPython(python, 'python-models', path.join(root, 'test', 'models', 'requirements.txt'));
  const checker = setUpPython(python, 'python-types', path.join(__dirname, 'requirements.txt'));
  const { stdout, stderr, status } = spawnSync(checker, ['-m', 'mypy', '--python-executable', packages, '--check-untyped-defs', '--ignore-missing-imports', '--scripts-are-modules', '--no-error-summary', '--cache-dir', path.join(root, '.vscode-test', 'mypy'), ...files], { cwd: fixtures, encoding: 'utf8' });
  assert.ok(status === 0 || status === 1, stderr + stdout);
  const errors = new Map<string, string[]>();
  // An async client complains of what a blocking one does, and an entry counts from another place.
  for (const [, file = '', message = ''] of stdout.matchAll(/^(.+?\.py):\d+: error: (.*)$/gm)) errors.set(file, [...(errors.get(file) ?? []), message.replaceAll(/"Async(?=[A-Z]\w+")/g, '"').replace(/(?<=dict entry )\d+/, 'n')]);
  return errors;
}
