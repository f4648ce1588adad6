import assert from 'node:assert/strict';
import { runInFolder } from './runInFolder';
import { retried, unretried, weak } from './samples';

const config = (value: unknown) => JSON.stringify(value);
const off = config({ $schema: 'https://example.com/schema.json', rules: { 'unretried-call': 'off' } });

describe('headroom.config.json on the command line', () => {
  it('sets the level of rules, and --rule wins over it', async () => {
    const files = { 'headroom.config.json': config({ rules: { 'unretried-call': 'information', 'weak-retry': 'error' } }), 'a.ts': unretried, 'b.ts': weak };
    const { code, out } = await runInFolder(files, ['check']);
    assert.match(out, /^a\.ts:5:16 {2}information .*[^]*^b\.ts:5:16 {2}error /m);
    assert.equal(code, 1);
    const told = await runInFolder(files, ['check', '--rule', 'weak-retry=off']);
    assert.match(told.out, /1 problem \(1 information\)/);
    assert.equal(told.code, 0);
  });

  it('counts where it is the nearest above a file, and no other does then', async () => {
    const files = { 'headroom.config.json': off, 'a.ts': unretried, 'sub/deep/b.ts': unretried, 'own/headroom.config.json': '{}', 'own/deep/c.ts': unretried };
    const { out } = await runInFolder(files, ['check']);
    assert.deepEqual([...out.matchAll(/^(\S+):5:16 /gm)].map(([, file]) => file), ['own/deep/c.ts']);
  });

  it('counts up to the repository around the files that are named, and not beyond', async () => {
    const { out } = await runInFolder({ 'headroom.config.json': off, 'repository/.git/HEAD': '', 'repository/a.ts': unretried }, ['check', 'repository/a.ts']);
    assert.match(out, /unretried-call/);
    assert.match((await runInFolder({ 'repository/headroom.config.json': off, 'repository/.git/HEAD': '', 'repository/src/a.ts': unretried }, ['check', 'repository/src'])).out, /^No problems/);
  });

  it('leaves out what it excludes, in check, calls and fixes, and goes on to follow its imports', async () => {
    const files = {
      'app/headroom.config.json': config({ exclude: ['/generated/', './old.ts', '*.gen.ts', '!kept.gen.ts'] }),
      'app/ask.ts': "import { claude } from './generated/client';\nexport const ask = () => claude.messages.create({ model: 'claude-sonnet-5', max_tokens: 1, messages: [] });\n",
      'app/deep/generated/d.ts': unretried,
      'app/deep/old.ts': unretried,
      'app/deep/x.gen.ts': unretried,
      'app/generated/client.ts': "import Anthropic from '@anthropic-ai/sdk';\nexport const claude = new Anthropic({ maxRetries: 0 });\n",
      'app/generated/g.ts': unretried,
      'app/kept.gen.ts': unretried,
      'app/old.ts': unretried,
    };
    const { out } = await runInFolder(files, ['check']);
    const linted = [...out.matchAll(/^(\S+):\d+:\d+ {2}warning/gm)].map(([, file]) => file);
    assert.deepEqual(linted, ['app/ask.ts', 'app/deep/generated/d.ts', 'app/deep/old.ts', 'app/kept.gen.ts']);
    assert.match((await runInFolder(files, ['calls'])).out, /\n4 Claude calls\n$/);
    const { files: after } = await runInFolder(files, ['check', '--fix']);
    assert.deepEqual(Object.entries(files).filter(([name, text]) => String(after[name]) !== text).map(([name]) => name), ['app/deep/generated/d.ts', 'app/deep/old.ts', 'app/kept.gen.ts']);
  });

  it('leaves out a file that is named, too, and says so', async () => {
    const { code, out, notes } = await runInFolder({ 'headroom.config.json': config({ exclude: ['a.ts'] }), 'a.ts': unretried, 'b.ts': retried }, ['check', 'a.ts', 'b.ts']);
    assert.equal(out, 'No problems: 1 Claude call in 1 file.\n');
    assert.deepEqual(notes, ['a.ts: skipped: headroom.config.json excludes it']);
    assert.equal(code, 0);
    assert.deepEqual((await runInFolder({ 'headroom.config.json': config({ exclude: ['*'] }), 'a.ts': unretried }, ['check'])).notes, ['headroom.config.json excludes all there is to read.']);
  });

  it('ends with 2 where it is broken, and names the place of each problem and what is expected', async () => {
    const text = '\uFEFF// why\n{\n  "rules": { "weak-retri": "off",\n             "weak-retry": "warn", },\n  "baseUrl": "https://example.com"\n}\n';
    const { code, out, notes } = await runInFolder({ 'src/headroom.config.json': text, 'src/a.ts': unretried }, ['check']);
    assert.equal(code, 2);
    assert.equal(out, '');
    const [first = '', second = '', third = '', ...rest] = notes.join('\n').split('\n');
    assert.match(first, /^headroom: src\/headroom\.config\.json:3:14: There is no rule "weak-retri"\. Rules are: unretried-call, .*unused-suppression\.$/);
    assert.equal(second, 'src/headroom.config.json:4:28: There is no level "warn". Levels are: off, hint, information, warning, error.');
    assert.equal(third, 'src/headroom.config.json:5:3: There is no "baseUrl" here. A config has "rules", "exclude" and "$schema".');
    assert.deepEqual(rest, []);
    for (const command of [['calls'], ['diagnose', 'a.log', '--code', 'src']]) assert.equal((await runInFolder({ 'src/headroom.config.json': text, 'src/a.ts': unretried, 'a.log': '429' }, command)).code, 2);
  });
});
