import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { loadGrammar } from '../../../src/io/grammars';
import { findSources } from '../../../src/io/files';
import { workspaceProgram } from '../../../src/io/program/workspaceProgram';
import { createLinter, languageOf } from '../../../src/lint/linter';
import { sourceText } from '../../../src/lint/source';
import { tryFixes } from '../../fixes/tryFixes';

const fixtures = path.join(__dirname, '..', '..', 'fixtures');
const today = () => '2026-06-01';

describe('every fix of every finding, applied by itself', () => {
  for (const name of readdirSync(path.join(fixtures, 'lint')).filter((each) => languageOf(each) !== undefined)) {
    it(`leaves ${name} readable, without the finding and without a worse one`, async () => {
      const linter = createLinter(loadGrammar, undefined, today);
      const text = readFileSync(path.join(fixtures, 'lint', name), 'utf8');
      const document = await linter.open(languageOf(name)!, sourceText(name, text));
      assert.deepEqual((await tryFixes(document, linter)).exceptions, []);
      document.dispose();
    });
  }

  for (const name of readdirSync(path.join(fixtures, 'programs'))) {
    it(`leaves the program ${name} like this, too`, async () => {
      const root = path.join(fixtures, 'programs', name);
      const program = workspaceProgram({ roots: () => [root], note: () => undefined });
      await program.load();
      const { files } = await findSources([root], root);
      const linter = createLinter(loadGrammar, program, today);
      for (const file of files.filter((each) => !each.endsWith('.ipynb'))) {
        const document = await linter.open(languageOf(file)!, sourceText(file, readFileSync(file, 'utf8')), file);
        assert.deepEqual((await tryFixes(document, linter)).exceptions, [], file);
        document.dispose();
      }
    });
  }
});
