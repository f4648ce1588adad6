import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loadGrammar } from '../../../src/io/grammars';
import { joinCells } from '../../../src/io/notebook/joinCells';
import { createLinter } from '../../../src/lint/linter';
import { sourceText } from '../../../src/lint/source';
import { cellStep, checkNotebook } from '../../fuzz/checkNotebook';
import { notebooks } from '../../fuzz/seeds';

describe('a notebook whose cells are edited and moved in any way', () => {
  it('is analysed as if it had been opened like this, and no place or edit leaves its cell', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...notebooks()), fc.array(cellStep, { minLength: 1, maxLength: 8 }), checkNotebook), { seed: 429, numRuns: 60 });
  });

  it('has no fix for a call that a half-typed cell leaves open', async () => {
    const { text, parts } = joinCells([{ name: 0, text: 'import anthropic\nclient = anthropic.Anthropic(max_retries=0)\nclient.messages.create(' }, { name: 1, text: 'print(1)' }]);
    const document = await createLinter(loadGrammar).open('python', sourceText('/a.ipynb', text, parts));
    const [finding] = document.analyze({}).findings;
    assert.ok(finding);
    for (const { edits } of document.quickFixes(finding)) for (const { span } of edits) assert.ok(span.end <= (parts[0]?.end ?? 0));
    document.dispose();
  });

  it('has no finding for what broken code puts together out of two cells', async () => {
    await checkNotebook(
      ['import anthropic\nclient = anthropic.Anthropic(max_retries=0)', 'client.messages.create(model="claude-haiku-4-5", max_tokens=1, messages=[])'],
      [{ cell: 0, mutation: { kind: 'insert', at: 1, to: 0, text: ')' }, to: undefined }, { cell: 0, mutation: { kind: 'duplicate', at: 0.9375, to: 0, text: ' ' }, to: undefined }],
    );
  });
});
