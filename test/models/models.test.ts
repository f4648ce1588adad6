import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findPython, setUpPython } from '../support/python';
import { installNode } from '../support/installNode';
import { type Row, measureAll } from './measureAll';
import { type Program, findPrograms } from './programs';
import { tableOf } from './table';

const command = findPython();
const missing = 'Python 3 with venv is not on this machine: the models of Python libraries were not measured.';
const isNeeded = process.env.CI === 'true';
if (command === undefined) console.warn(missing);

const languages = command === undefined ? (['javascript'] as const) : (['javascript', 'python'] as const);
const programs = findPrograms().filter(({ language }) => languages.some((known) => known === language));

describe('library models', () => {
  let rows: ReadonlyMap<Program, Promise<Row>>;
  before(function () {
    this.timeout(300_000);
    installNode(__dirname);
    rows = measureAll(programs, command === undefined ? undefined : setUpPython(command, 'python-models', path.join(__dirname, 'requirements.txt')));
  });

  if (command === undefined && isNeeded) it('of Python libraries are measured', () => assert.fail(missing));

  for (const program of programs) {
    it(`${program.name}.${program.language === 'python' ? 'py' : 'mjs'} does what the linter says`, async function () {
      this.timeout(300_000);
      const { checks } = (await rows.get(program))!;
      const wrong = checks.filter(({ agrees }) => agrees === false).map(({ what, modelled, measured }) => `${what}: the linter says ${modelled}, and the run ${measured}`);
      assert.deepEqual(wrong, []);
    });
  }

  for (const language of languages) {
    it(`docs/library-models.md shows these runs of ${language}`, async function () {
      this.timeout(300_000);
      const written = readFileSync(path.join(__dirname, '..', '..', 'docs', 'library-models.md'), 'utf8').replaceAll('\r\n', '\n');
      const table = tableOf(language, await Promise.all(rows.values()));
      assert.ok(written.includes(table), 'It is out of date: run `npm run models`.');
    });
  }
});
