import assert from 'node:assert/strict';
import { keyNameProblem } from '../../../src/limits/keyNameProblem';
import { keyNote } from '../../../src/limits/keyNote';
import { keyProblem } from '../../../src/limits/keyProblem';

describe('a pasted API key', () => {
  it('is taken with blanks and line ends around it, and whatever a gateway’s looks like', () => {
    for (const key of ['sk-ant-api03-Ab_9-x', '  sk-ant-api03-x\r\n', '\tsk-1234', 'a-key.of/a+gateway=']) assert.equal(keyProblem(key), undefined, key);
  });

  it('is refused with the reason where it cannot be one', () => {
    const reasons: readonly (readonly [string, RegExp])[] = [
      ['', /^Paste an API key/],
      [' \n', /^Paste an API key/],
      ['sk-ant-api03-a b', /no spaces/],
      ['sk-ant-api03-a…b', /shortened/],
      ['"sk-ant-api03-x"', /without quotes/],
      ['ANTHROPIC_API_KEY=sk-ant-api03-x', /without the name of a variable/],
      ['sk-ant-admin01-x', /admin key/],
      ['sk-ant-oat01-x', /OAuth token[\s\S]*ANTHROPIC_AUTH_TOKEN/],
      ['sk-proj-x', /OpenAI/],
      ['AIzaSyX', /Google/],
      ['AKIAABCDEFGHIJKLMNOP', /AWS/],
      ['ghp_x', /GitHub/],
    ];
    for (const [key, reason] of reasons) assert.match(keyProblem(key) ?? 'none', reason, key);
  });
});

describe('the name of an API key', () => {
  it('is any short text that no other key has and that is no key itself', () => {
    assert.equal(keyNameProblem(' Größe 2 ', ['work']), undefined);
    for (const name of ['', '  ', 'WORK', 'a\u0007', 'x'.repeat(41), 'sk-ant-api03-x']) assert.notEqual(keyNameProblem(name, ['work']), undefined, name);
  });

  it('is shown once there are several keys, as it is written', () => {
    assert.deepEqual(keyNote({ names: ['default'], inUse: 'default' }), []);
    assert.deepEqual(keyNote({ names: [], variable: 'ANTHROPIC_API_KEY', inUse: 'ANTHROPIC_API_KEY' }), []);
    assert.deepEqual(keyNote({ names: [] }), []);
    const [note = ''] = keyNote({ names: ['[x](command:evil)', 'work'], inUse: '[x](command:evil)' });
    assert.match(note, /^API key: \*\*\\\[x\\\]\\\(command\\:evil\\\)\*\* · \[Choose\]/);
    assert.match(keyNote({ names: ['work'] })[0] ?? '', /not there/);
  });
});
