import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rangeInJson } from '../../../src/io/notebook/rangeInJson';
import { offsetAt, positionAt, sourceText } from '../../../src/lint/source';

describe('a place in the cell of a notebook', () => {
  it('is where its characters stand in the JSON, however that writes them', () => {
    const line = fc.array(fc.constantFrom('a', 'é', '🙂', '"', '\\', '\t', ' ', '/'), { maxLength: 6 }).map((chars) => chars.join(''));
    const cell = fc.array(line, { maxLength: 4 }).map((lines) => lines.join('\n'));
    const written = (text: string, form: 'string' | 'list') => (form === 'string' ? text : text.split(/(?<=\n)/));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 3 }), fc.constantFrom('string' as const, 'list' as const), fc.constantFrom(0, 1), fc.boolean(), (cells, form, indent, isAscii) => {
        const raw = JSON.stringify({ cells: cells.map((text) => ({ cell_type: 'code', source: written(text, form) })) }, null, indent);
        const json = isAscii ? raw.replace(/[\u0080-\uFFFF]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`) : raw;
        const find = rangeInJson(json);
        const file = sourceText('', json);
        cells.forEach((text, index) => {
          const source = sourceText('', text);
          for (let at = 0; at < text.length; at++) {
            if (text[at] === '\n') continue;
            const found = find(index, { start: positionAt(source, at), end: positionAt(source, at + 1) });
            assert.ok(found);
            assert.equal(JSON.parse(`"${json.slice(offsetAt(file, found.start), offsetAt(file, found.end))}"`), text[at]);
          }
        });
        assert.equal(find(cells.length, { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } }), undefined);
      }),
      { seed: 20261126, numRuns: 500 },
    );
  });
});
