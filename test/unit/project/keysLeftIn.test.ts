import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { keysLeftIn } from '../../support/keysLeftIn';
import { testKey } from '../../support/testKey';

describe('the search for keys that a run left behind', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'headroom-left-'));
    mkdirSync(path.join(folder, 'data/User/globalStorage'), { recursive: true });
    writeFileSync(path.join(folder, 'data/a.log'), 'nothing');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const search = () => keysLeftIn({ folder, mustRead: [/\.log$/] });

  it('finds none where none is', () => assert.deepEqual(search(), []));

  it('finds one in any file, however it is written', () => {
    const key = testKey('left');
    const contents = { 'a.json': JSON.stringify({ key }), 'b.log': Buffer.from(key, 'utf16le'), '.c': `xy${Buffer.from(`--${key}--`).toString('base64')}`, 'd/e/f': Buffer.from(key).toString('base64url'), 'g.hex': Buffer.from(key).toString('hex') };
    for (const [name, content] of Object.entries(contents)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), content);
    }
    assert.deepEqual(search(), Object.keys(contents).sort().map((name) => `${name} holds a key of the run.`));
  });

  it('lets it stand in the key store of VS Code, and in no other file of that name', () => {
    writeFileSync(path.join(folder, 'data/User/globalStorage/state.vscdb'), testKey('kept'));
    assert.deepEqual(search(), []);
    writeFileSync(path.join(folder, 'data/state.vscdb'), testKey('kept'));
    assert.deepEqual(search(), ['data/state.vscdb holds a key of the run.']);
  });

  it('says so where it could not see what matters', () => {
    rmSync(path.join(folder, 'data/a.log'));
    assert.match(search()[0] ?? '', /met no file/);
  });
});
