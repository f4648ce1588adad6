import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cases } from './cases';
import { measured, simulated } from './measure';
import { simulatedCells } from './table';

describe('what the simulator says', () => {
  const written = readFileSync(path.join(__dirname, '..', '..', 'docs', 'simulator.md'), 'utf8').replaceAll('\r\n', '\n');

  for (const one of cases) {
    it(`is what the real SDK does: ${one.title}`, async function () {
      this.timeout(300_000);
      // A machine that is busy for a moment delays one of the two sides.
      this.retries(1);
      const [said, real] = [simulated(one), await measured(one)];
      assert.ok(Math.abs(said.success - real.success) <= 0.03, `Answered: ${said.success} simulated, ${real.success} really.`);
      assert.ok(Math.abs(said.requests - real.requests) <= 0.1 * real.requests, `Requests: ${said.requests} simulated, ${real.requests} really.`);
    });

    it(`is on its page: ${one.title}`, () => {
      assert.ok(written.includes(simulatedCells(one, simulated(one))), 'docs/simulator.md is out of date: run `npm run simulations`.');
    });
  }
});
