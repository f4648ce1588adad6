import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findSources } from '../../../src/io/files';

describe('the source files of a folder', () => {
  let root = '';
  beforeEach(() => (root = mkdtempSync(path.join(os.tmpdir(), 'headroom-files-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  function write(...files: readonly string[]): void {
    for (const file of files) {
      const [name = '', text = ''] = file.split('|');
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
  }
  async function found(...paths: readonly string[]): Promise<readonly string[]> {
    return (await findSources(paths, root)).files.map((file) => path.relative(root, file).split(path.sep).join('/'));
  }

  it('are those of the known languages, sorted, without declarations and minified code', async () => {
    write('b.ts', 'a.tsx', 'c.mjs', 'd.py', 'e.go', 'f.d.ts', 'g.min.js', 'sub/h.cts', 'README.md');
    assert.deepEqual(await found('.'), ['a.tsx', 'b.ts', 'c.mjs', 'd.py', 'sub/h.cts']);
  });

  it('leave out installed packages, build output, virtual environments and dot folders', async () => {
    write('node_modules/x/a.js', 'lib/node_modules/x/a.js', 'dist/a.js', '.venv/lib/a.py', '.next/a.js', 'env/pyvenv.cfg', 'env/lib/a.py', 'pkg/__pycache__/a.py', 'app/.server/a.ts', 'a.py');
    // A folder named `.server` holds modules of a Remix application.
    assert.deepEqual(await found('.'), ['a.py', 'app/.server/a.ts']);
  });

  it('are taken from such a folder when it is named', async () => {
    write('node_modules/x/a.js', 'dist/b.js');
    assert.deepEqual(await found('node_modules/x', 'dist'), ['dist/b.js', 'node_modules/x/a.js']);
  });

  it('obey .gitignore at every level, with exceptions, as git does', async () => {
    write('.git/HEAD', '.gitignore|*.gen.ts\n/build/\n', 'a.gen.ts', 'build/a.ts', 'sub/build/a.ts', 'sub/.gitignore|!keep.gen.ts\nlocal.ts\n', 'sub/keep.gen.ts', 'sub/local.ts', 'local.ts');
    assert.deepEqual(await found('.'), ['local.ts', 'sub/build/a.ts', 'sub/keep.gen.ts']);
  });

  it('obey the .gitignore files above the folder, up to the repository and not beyond', async () => {
    write('.gitignore|*.ts\n', 'repository/.git/HEAD', 'repository/.gitignore|secret.ts\n', 'repository/src/a.ts', 'repository/src/secret.ts');
    assert.deepEqual(await found('repository/src'), ['repository/src/a.ts']);
  });

  it('are taken from an ignored folder, and an ignored file is taken, when it is named', async () => {
    write('.git/HEAD', '.gitignore|out/\nb.ts\n', 'out/a.ts', 'b.ts');
    assert.deepEqual(await found('out', 'b.ts'), ['b.ts', 'out/a.ts']);
  });

  it('do not go round in circles through links', async () => {
    write('src/a.ts');
    symlinkSync(root, path.join(root, 'src/round'), 'junction');
    assert.deepEqual(await found('.'), ['src/a.ts']);
  });

  it('can be named by patterns, and each counts once', async () => {
    write('src/a.ts', 'src/deep/b.ts', 'src/c.py', 'node_modules/x/a.ts');
    assert.deepEqual(await found('**/*.ts', 'src/a.ts'), ['src/a.ts', 'src/deep/b.ts']);
  });

  it('come with the names of what is not there', async () => {
    write('a.ts');
    assert.deepEqual((await findSources(['a.ts', 'nowhere', '*.py'], root)).missing, ['nowhere', '*.py']);
  });

  it('may have brackets and spaces in their names', async () => {
    write('app/[id]/a b.tsx');
    assert.deepEqual(await found('app/[id]'), ['app/[id]/a b.tsx']);
    assert.deepEqual(await found('app/[id]/a b.tsx'), ['app/[id]/a b.tsx']);
  });
});
