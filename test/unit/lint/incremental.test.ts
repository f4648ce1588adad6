import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { loadGrammar } from '../../../src/io/grammars';
import { createLinter, languageOf } from '../../../src/lint/linter';
import { sourceText } from '../../../src/lint/source';

const folder = path.join(__dirname, '..', '..', 'fixtures', 'lint');
const linter = createLinter(loadGrammar);
const names = readdirSync(folder).filter((name) => !name.includes('.fixed.'));

describe('an edited document', () => {
  it('has the findings that it would have if it had been opened like this', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(12), insert: fc.constantFrom('', ' ', '\n', '\r\n', 'x', '(', '}', '"', '😀', 'maxRetries: 0', '\t# ', 'await ') }), { minLength: 1, maxLength: 6 }),
        async (name, edits) => {
          const language = languageOf(name)!;
          let { text } = sourceText(name, readFileSync(path.join(folder, name), 'utf8'));
          const edited = await linter.open(language, sourceText(name, text));
          edited.analyze({});
          for (const { at, cut, insert } of edits) {
            const start = Math.floor(at * text.length);
            text = text.slice(0, start) + insert + text.slice(start + cut);
            edited.update(sourceText(name, text));
            const fresh = await linter.open(language, sourceText(name, text));
            assert.deepEqual(edited.analyze({}), fresh.analyze({}));
            fresh.dispose();
          }
          edited.dispose();
        },
      ),
      { seed: 7, numRuns: 60 },
    );
  });

  it('is read from the moment on that it mentions Claude', async () => {
    const document = await linter.open('python', sourceText('a.py', 'x = 1\n'));
    assert.deepEqual(document.analyze({}).calls, []);
    const text = 'import anthropic\nanthropic.Anthropic(max_retries=0).messages.create()\n';
    await document.prepare(text);
    document.update(sourceText('a.py', text));
    assert.deepEqual(document.analyze({}).findings.map(({ rule }) => rule), ['unretried-call']);
    document.dispose();
  });
});
