import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { workspaceProgram } from '../../../src/io/program/workspaceProgram';

describe('the version of a package', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(path.join(os.tmpdir(), 'versions-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  const program = () => workspaceProgram({ roots: () => [root], note: (text) => assert.equal(text, '') });
  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
  }
  const version = (from: string, name: string) => program().versionOf(path.join(root, from), name);
  const manifest = (dependencies: Readonly<Record<string, string>>) => JSON.stringify({ name: 'app', dependencies });

  it('is that of package-lock.json, for each workspace its own', () => {
    const packages = {
      'node_modules/p-retry': { version: '4.6.2', license: 'MIT' },
      'packages/app/node_modules/p-retry': { version: '6.2.1' },
      'node_modules/x/node_modules/@anthropic-ai/sdk': { version: '0.20.0' },
      'node_modules/@anthropic-ai/sdk': { version: '0.80.0' },
    };
    write({ 'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages }, null, 2), 'package.json': '{}', 'packages/app/package.json': '{}', 'packages/web/package.json': '{}' });
    assert.equal(version('packages/app/src/a.ts', 'p-retry'), '6.2.1');
    assert.equal(version('packages/web/src/a.ts', 'p-retry'), '4.6.2');
    assert.equal(version('packages/web/src/a.ts', '@anthropic-ai/sdk'), '0.80.0');
    assert.equal(version('a.ts', 'retry'), undefined);
  });

  it('is that of npm’s first lock file format and of its other name', () => {
    write({ 'npm-shrinkwrap.json': JSON.stringify({ lockfileVersion: 1, dependencies: { 'p-retry': { version: '4.6.2', requires: { retry: '^0.13' } } } }), 'package.json': '{}' });
    assert.equal(version('a.js', 'p-retry'), '4.6.2');
  });

  it('is that of pnpm’s lock file which the manifest allows', () => {
    const locks = {
      9: "packages:\n\n  '@anthropic-ai/sdk@0.80.0(zod@3.25.0)':\n    resolution: {integrity: x}\n\n  p-retry@4.6.2:\n    resolution: {integrity: x}\n\n  p-retry@6.2.1:\n    resolution: {integrity: x}\n",
      6: 'packages:\n\n  /@anthropic-ai/sdk@0.80.0(zod@3.25.0):\n    resolution: {integrity: x}\n\n  /p-retry@4.6.2:\n    resolution: {integrity: x}\n\n  /p-retry@6.2.1:\n    resolution: {integrity: x}\n',
      5: 'packages:\n\n  /@anthropic-ai/sdk/0.80.0_zod@3.25.0:\n    resolution: {integrity: x}\n\n  /p-retry/4.6.2:\n    resolution: {integrity: x}\n\n  /p-retry/6.2.1:\n    resolution: {integrity: x}\n',
    };
    for (const text of Object.values(locks)) {
      write({ 'pnpm-lock.yaml': text, 'app/package.json': manifest({ 'p-retry': '^6.0.0', '@anthropic-ai/sdk': 'catalog:' }) });
      assert.equal(version('app/src/a.ts', 'p-retry'), '6.2.1');
      assert.equal(version('app/src/a.ts', '@anthropic-ai/sdk'), '0.80.0');
    }
  });

  it('is that of yarn.lock, old and new, and of bun.lock', () => {
    const locks = {
      'yarn.lock': '# yarn lockfile v1\n\n"@anthropic-ai/sdk@^0.80.0", "@anthropic-ai/sdk@^0.80.1":\n  version "0.80.2"\n  resolved "x"\n\np-retry@4, p-retry@^4.6.1:\n  version "4.6.2"\n\np-retry@^6:\n  version "6.2.1"\n',
      './yarn.lock': '__metadata:\n  version: 8\n\n"@anthropic-ai/sdk@npm:^0.80.0, @anthropic-ai/sdk@npm:^0.80.1":\n  version: 0.80.2\n  resolution: "@anthropic-ai/sdk@npm:0.80.2"\n\n"p-retry@npm:4, p-retry@npm:^4.6.1":\n  version: 4.6.2\n\n"p-retry@npm:^6":\n  version: 6.2.1\n',
      'bun.lock': '{\n  "lockfileVersion": 1,\n  "packages": {\n    "@anthropic-ai/sdk": ["@anthropic-ai/sdk@0.80.2", "", {}, "sha512-x"],\n    "p-retry": ["p-retry@4.6.2", "", {}, "sha512-x"],\n    "app/p-retry": ["p-retry@6.2.1", "", {}, "sha512-x"],\n  },\n}\n',
    };
    for (const [name, text] of Object.entries(locks)) {
      write({ [name]: text, 'package.json': manifest({ 'p-retry': '^6', '@anthropic-ai/sdk': '^0.80.1' }) });
      assert.equal(version('src/a.ts', 'p-retry'), '6.2.1');
      assert.equal(version('src/a.ts', '@anthropic-ai/sdk'), '0.80.2');
      rmSync(path.join(root, name));
    }
  });

  it('is the lowest that package.json allows where there is no lock file', () => {
    write({ 'package.json': manifest({ a: '^4.6.1', b: '*', c: 'latest', d: '>=2 <5', e: '../e', f: 'npm:other@^3.1.0' }), 'node_modules/a/package.json': '{}' });
    assert.deepEqual(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => version('src/deep/a.ts', name)), ['4.6.1', undefined, undefined, '2.0.0', undefined, '3.1.0']);
  });

  it('is read from the lock files and manifests of Python', () => {
    const files = {
      'poetry.lock': '[[package]]\nname = "anthropic"\nversion = "0.62.0"\ndescription = "x"\n\n[[package]]\nname = "jiter"\nversion = "0.1.0"\n',
      'uv.lock': 'version = 1\n\n[[package]]\nname = "anthropic"\nversion = "0.62.0"\nsource = { registry = "x" }\n',
      'pdm.lock': '[[package]]\nname = "anthropic"\nversion = "0.62.0"\nrequires_python = ">=3.8"\n',
      'Pipfile.lock': '{"default": {"anthropic": {"hashes": ["sha256:x"], "index": "pypi", "version": "==0.62.0"}}}',
      'requirements.txt': '# anthropic==0.1\nrequests\nanthropic[bedrock]==0.62.0  # pinned\n',
      'requirements-dev.txt': 'Anthropic>=0.62.0,<1\n',
      'pyproject.toml': '[project]\nname = "app"\ndependencies = [\n  "httpx",\n  "anthropic[vertex]~=0.62.0",\n]\n',
      './pyproject.toml': '[tool.poetry.dependencies]\npython = "^3.11"\nanthropic = { version = "^0.62.0", extras = ["bedrock"] }\n',
    };
    for (const [name, text] of Object.entries(files)) {
      write({ [name]: text });
      assert.equal(version('src/app/a.py', 'anthropic'), '0.62.0', name);
      rmSync(path.join(root, name));
    }
    write({ 'requirements.txt': 'httpx_retries>=0.4\nanthropic<1\n' });
    assert.equal(version('a.py', 'httpx-retries'), '0.4');
    assert.equal(version('a.py', 'anthropic'), undefined);
  });

  it('is read again once a lock file has changed, and never above the workspace', () => {
    const lock = (found: string) => ({ 'yarn.lock': `p-retry@^4:\n  version "${found}"\n` });
    write(lock('4.6.0'));
    const open = program();
    const ask = () => open.versionOf(path.join(root, 'a.ts'), 'p-retry');
    assert.equal(ask(), '4.6.0');
    write(lock('4.6.2'));
    assert.equal(ask(), '4.6.0');
    assert.equal(open.changed(path.join(root, 'yarn.lock')), true);
    assert.equal(ask(), '4.6.2');
    assert.equal(workspaceProgram({ roots: () => [path.join(root, 'inner')], note: (text) => assert.equal(text, '') }).versionOf(path.join(root, 'inner', 'a.ts'), 'p-retry'), undefined);
  });

  it('is unknown where the files are broken', () => {
    write({ 'package.json': '{', 'package-lock.json': '{"packages": [', 'pyproject.toml': '[[[' });
    assert.equal(version('a.ts', 'p-retry'), undefined);
    assert.equal(version('a.py', 'anthropic'), undefined);
  });
});
