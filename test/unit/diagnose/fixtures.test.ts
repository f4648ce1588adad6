import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CallSummary } from '../../../src/diagnose/callSummary';
import { causes } from '../../../src/diagnose/causes';
import { diagnoseText } from '../../../src/diagnose/diagnoseText';

const folder = path.join(__dirname, '../../fixtures/diagnose');
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
const expected = JSON.parse(read('expected.json')) as Readonly<Record<string, readonly [cause: string, confidence: string | null, ...drivers: string[]]>>;
const calls = JSON.parse(read('calls.json')) as readonly CallSummary[];
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.slice(0, -'.txt'.length));

describe('diagnosing real error texts', () => {
  for (const name of names) {
    const { diagnosis, markdown } = diagnoseText(read(`${name}.txt`), calls);

    it(`${name}: names the true cause`, () => {
      assert.deepEqual([diagnosis.top, diagnosis.causes[0]?.confidence ?? null, ...diagnosis.drivers.map(({ id }) => id)], expected[name]);
      assert.deepEqual(diagnosis.failed, []);
    });

    it(`${name}: writes the same report every time`, () => {
      const file = path.join(folder, `${name}.md`);
      // UPDATE_FIXTURES=1 writes the reports anew, to be read and committed by hand.
      if (process.env.UPDATE_FIXTURES === '1') writeFileSync(file, markdown);
      assert.equal(markdown, read(`${name}.md`));
    });
  }

  it('covers every limit with at least one text', () => {
    const covered = new Set(Object.values(expected).map(([cause]) => cause));
    assert.deepEqual(causes.filter(({ kind }) => kind === 'limit').map(({ id }) => id).filter((id) => !covered.has(id)), []);
    assert.deepEqual(Object.keys(expected).sort(), [...names].sort());
  });
});
