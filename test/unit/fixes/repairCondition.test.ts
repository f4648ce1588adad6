import assert from 'node:assert/strict';
import path from 'node:path';
import { runProgram } from './runProgram';

describe('a function that decides what p-retry sends again', () => {
  const run = (folder: string, fault: Parameters<typeof runProgram>[1][number]) => runProgram(path.join('..', 'programs', folder, 'main.ts'), [fault]);

  it('lets 429s and 529s pass once Headroom has widened it, and still no permanent error', async () => {
    for (const fault of [{ kind: 'input-tokens-limit', times: 2, retryAfterSeconds: 0 }, { kind: 'overloaded', times: 2 }] as const) {
      const [before, after] = await Promise.all([run('pretry_condition', fault), run('pretry_condition.repair-condition.fixed', fault)]);
      assert.notEqual(before.code, 0);
      assert.deepEqual([after.code, after.requests.length], [0, 3], after.output);
    }
    const refused = await run('pretry_condition.repair-condition.fixed', { kind: 'authentication' });
    assert.deepEqual(refused.requests.map(({ status }) => status), [401]);
  });
});
