// `npm run simulations`: runs each case in thought and for real, and writes docs/simulator.md.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { today } from '../../src/io/today';
import { cases } from './cases';
import { measured, simulated } from './measure';
import { page } from './table';

async function main(): Promise<void> {
  const rows = [];
  for (const one of cases) rows.push({ one, outcome: simulated(one), real: await measured(one) });
  writeFileSync(path.join(__dirname, '..', '..', 'docs', 'simulator.md'), page(rows, today()));
}

void main();
