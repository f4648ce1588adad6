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
});
