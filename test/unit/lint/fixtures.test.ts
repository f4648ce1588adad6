import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { loadGrammar } from '../../../src/io/grammars';
import { createLinter, languageOf } from '../../../src/lint/linter';
import { applyEdits, positionAt, sourceText } from '../../../src/lint/source';

const folder = path.join(__dirname, '..', '..', 'fixtures', 'lint');
const linter = createLinter(loadGrammar);

describe('the findings of a fixture equal its annotations', () => {
  for (const name of readdirSync(folder)) {
    it(name, async () => {
      const source = sourceText(name, readFileSync(path.join(folder, name), 'utf8'));
      const document = await linter.open(languageOf(name) ?? 'typescript', source);
      const found = document.analyze({}).findings.map(({ rule, span }) => `${positionAt(source, span.start).line + 1} ${rule}`);
      document.dispose();
      const expected = source.text.split(/\r?\n/).flatMap((line, index) => {
        const rule = /(?:\/\/|#) expect: ([\w-]+)/.exec(line)?.[1];
        return rule === undefined ? [] : [`${index + 1} ${rule}`];
      });
      assert.deepEqual(found, expected);
    });
  }

  it('reads code cut off at any place without an exception', async () => {
    for (const name of readdirSync(folder)) {
      const { text } = sourceText(name, readFileSync(path.join(folder, name), 'utf8'));
      const document = await linter.open(languageOf(name) ?? 'typescript', sourceText(name, text));
      for (let end = 0; end < text.length; end += 23) {
        document.update(sourceText(name, text.slice(0, end)));
        assert.ok(Array.isArray(document.analyze({}).findings));
      }
      document.dispose();
    }
  });

  it('stays silent about a rule that is switched off', async () => {
    const source = sourceText('guards.ts', readFileSync(path.join(folder, 'guards.ts'), 'utf8'));
    const document = await linter.open('typescript', source);
    const rules = new Set(document.analyze({ 'weak-retry': 'off' }).findings.map(({ rule }) => rule));
    document.dispose();
    assert.deepEqual([...rules].sort(), ['ineffective-retry', 'unretried-call']);
  });

  it('sets the retries of the SDK once per client, after which these findings are gone and a second time changes nothing', async () => {
    for (const name of ['guards.ts', 'clients.py']) {
      const source = sourceText(name, readFileSync(path.join(folder, name), 'utf8'));
      const document = await linter.open(languageOf(name) ?? 'typescript', source);
      const fixed = applyEdits(source.text, document.fixAll({}));
      assert.notEqual(fixed, source.text);
      document.update(sourceText(name, fixed));
      assert.deepEqual(document.fixAll({}), []);
      const left = document.analyze({}).findings.filter(({ call }) => document.analyze({}).calls[call]?.via === 'sdk');
      assert.deepEqual(left, []);
      document.dispose();
    }
  });

  it('keeps quotes, comments and the lines of the options', async () => {
    const text = "import Anthropic from '@anthropic-ai/sdk';\r\nconst client = new Anthropic({\r\n\tapiKey: 'k', // mine\r\n});\r\nclient.messages.create({});\r\n";
    const document = await linter.open('typescript', sourceText('a.ts', text));
    const fixed = applyEdits(text, document.fixAll({}));
    document.dispose();
    assert.equal(fixed, text.replace("\tapiKey", "\tmaxRetries: 8,\r\n\tapiKey"));
  });
});
