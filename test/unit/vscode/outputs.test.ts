import assert from 'node:assert/strict';
import { createOutputs } from '../../../src/vscode/evidence/outputs';

describe('the output that is kept for a diagnosis', () => {
  it('is that of the newest commands, the one that spoke last first, and bounded', () => {
    let now = 0;
    const outputs = createOutputs(() => now++);
    const first = outputs.open('first');
    outputs.open('second')('b');
    first('a'.repeat(1_000_000));
    first('end');
    const [newest, older] = outputs.list();
    assert.deepEqual([newest?.from, older?.from], ['first', 'second']);
    assert.ok((newest?.text.length ?? 0) <= 256 * 1024 && newest?.text.endsWith('aend'));
    for (let index = 0; index < 50; index++) outputs.open(String(index))('x');
    assert.ok(outputs.list().length <= 12);
  });
});
