import assert from 'node:assert/strict';
import { runInFolder } from './runInFolder';
import { retried, unretried, unretriedPython, weak } from './samples';

describe('headroom calls', () => {
  it('prints the inventory in the published shape', async () => {
    const { code, out } = await runInFolder({ 'src/a.ts': unretried }, ['calls', '--format', 'json']);
    assert.deepEqual(JSON.parse(out), {
      version: 1,
      calls: [
        {
          file: 'src/a.ts',
          line: 5,
          column: 16,
          endLine: 9,
          endColumn: 5,
          language: 'typescript',
          provider: 'anthropic',
          via: 'sdk',
          library: '@anthropic-ai/sdk',
          api: 'messages.create',
          streaming: false,
          model: 'claude-sonnet-5',
          retry: {
            state: 'none',
            attempts: 1,
            covers429: false,
            covers529: false,
            retryAfter: 'ignored',
            maxWaitSeconds: 0,
            layers: [{ kind: 'sdk', name: '@anthropic-ai/sdk', attempts: 1, file: 'src/a.ts', line: 2 }],
          },
          fanOut: { kind: 'none', limit: null },
          reasons: [{ file: 'src/a.ts', line: 2, column: 44, endLine: 2, endColumn: 45, message: '@anthropic-ai/sdk (`maxRetries` is 0)' }],
        },
      ],
    });
    assert.equal(code, 0);
  });

  it('sorts by file and gives every call the same keys, null where nothing is known', async () => {
    const loop = 'import requests\nfor url in urls:\n    requests.post("https://api.anthropic.com/v1/messages", json=body)\n';
    const { out } = await runInFolder({ 'b.ts': weak, 'a/z.py': loop, 'B.ts': retried, 'a.py': unretriedPython }, ['calls', '--format', 'json']);
    const { calls } = JSON.parse(out) as { calls: Record<string, unknown>[] };
    assert.deepEqual(calls.map(({ file }) => file), ['B.ts', 'a.py', 'a/z.py', 'b.ts']);
    const [first, ...others] = calls.map((call) => [Object.keys(call), Object.keys(call.retry as object)]);
    for (const keys of others) assert.deepEqual(keys, first);
    assert.equal(calls[2]?.model, null);
  });

  it('lists the calls of what is named only, and of a file although git ignores it', async () => {
    const files = { '.git/HEAD': '', '.gitignore': 'b.ts\n', 'a.ts': unretried, 'b.ts': unretried };
    const { out } = await runInFolder(files, ['calls', 'b.ts']);
    assert.match(out, /^b\.ts:5:16 {2}messages\.create {2}claude-sonnet-5 {2}none {2}Not sent again after a 429/);
    assert.match(out, /\n\n1 Claude call\n$/);
  });
});
