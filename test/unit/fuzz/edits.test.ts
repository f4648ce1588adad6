import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkEdits } from '../../fuzz/checkEdits';
import { mutation } from '../../fuzz/mutations';
import { seeds } from '../../fuzz/seeds';

const all = seeds();
const programs = all.filter((seed) => seed.length > 1);
const step = fc.record({ file: fc.double({ min: 0, max: 1, noNaN: true }), mutation });

describe('a program whose files are edited in any way', () => {
  it('is analysed as if it had been opened like this, and positions and fixes fit into each text', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...all), fc.array(step, { minLength: 1, maxLength: 6 }), checkEdits), { seed: 429, numRuns: 40 });
  });

  it('is analysed like this across its files, too', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...programs), fc.array(step, { minLength: 1, maxLength: 8 }), checkEdits), { seed: 529, numRuns: 25 });
  });

  it('says where a caller in another file stands after that has moved', async () => {
    const first = (at: number, text: string) => ({ file: 0, mutation: { kind: 'insert' as const, at, to: 0, text } });
    const program = programs.find((files) => files.some(([file]) => file.endsWith('/lib/ask.js')));
    assert.ok(program);
    const main = program.findIndex(([file]) => file.endsWith('index.js'));
    await checkEdits([program[main]!, ...program.toSpliced(main, 1)], [first(0, '()'), first(0, ' '), first(0, '\n')]);
  });
});
