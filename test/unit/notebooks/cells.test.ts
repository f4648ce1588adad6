import assert from 'node:assert/strict';
import fc from 'fast-check';
import { joinCells } from '../../../src/io/notebook/joinCells';
import { parseNotebook } from '../../../src/io/notebook/parseNotebook';
import { withoutMagics } from '../../../src/io/notebook/withoutMagics';
import { offsetIn, partAt, rangeIn, sourceText } from '../../../src/lint/source';

describe('the cells of a notebook', () => {
  it('are those of Python, by their index among all, with texts as strings or lists', () => {
    const cells = [
      { cell_type: 'markdown', source: '# a' },
      { cell_type: 'code', source: ['a = 1\n', 'b = 2'] },
      { cell_type: 'raw', source: 'raw' },
      { cell_type: 'code', source: 'c = 3', metadata: { vscode: { languageId: 'sql' } } },
      { cell_type: 'code', source: 'd = 4' },
      { cell_type: 'code' },
    ];
    assert.deepEqual(parseNotebook(JSON.stringify({ nbformat: 4, cells })), { kind: 'cells', cells: [{ name: 1, text: 'a = 1\nb = 2' }, { name: 4, text: 'd = 4' }, { name: 5, text: '' }] });
  });

  it('are found in the worksheets of format 3', () => {
    const code = (input: unknown, language: string) => ({ cell_type: 'code', input, language });
    const worksheets = [{ cells: [{ cell_type: 'heading', source: 'a' }, code(['a = 1\n', 'b'], 'python')] }, { cells: [code('c', 'python'), code('d', 'ruby')] }];
    assert.deepEqual(parseNotebook(JSON.stringify({ nbformat: 3, worksheets })), { kind: 'cells', cells: [{ name: 1, text: 'a = 1\nb' }, { name: 2, text: 'c' }] });
  });

  it('are read for a kernel of Python, and for none', () => {
    const kind = (metadata: unknown) => parseNotebook(JSON.stringify({ cells: [], metadata })).kind;
    for (const metadata of [undefined, null, {}, { kernelspec: { language: 'python' } }, { language_info: { name: 'ipython' } }, { kernelspec: { language: 'coconut' } }, { kernelspec: { name: 'python3' } }]) assert.equal(kind(metadata), 'cells');
    for (const metadata of [{ kernelspec: { language: 'R' } }, { language_info: { name: 'julia' } }]) assert.equal(kind(metadata), 'skipped');
  });

  it('are none, with a reason, where the file is no notebook', () => {
    for (const [text, why] of [['', /empty/], ['{"cells": [', /broken/], ['[]', /no list of cells/], ['null', /no list/], ['{"cells": {}}', /no list/]] as const) {
      const read = parseNotebook(text);
      assert.match(read.kind === 'skipped' ? read.why : '', why);
    }
    assert.deepEqual(parseNotebook('{"cells": [null, 1, "x", {"cell_type": "code", "source": [1, "a", null]}]}'), { kind: 'cells', cells: [{ name: 3, text: 'a' }] });
  });
});

describe('any JSON', () => {
  it('is a notebook or has a reason why not', () => {
    const cell = fc.record({ cell_type: fc.constantFrom('code', 'markdown', 1), source: fc.jsonValue(), metadata: fc.jsonValue() }, { requiredKeys: [] });
    const notebook = fc.record({ cells: fc.oneof(fc.jsonValue(), fc.array(cell)), worksheets: fc.jsonValue(), metadata: fc.jsonValue() }, { requiredKeys: [] });
    fc.assert(
      fc.property(notebook, fc.nat(200), (value, cut) => {
        const text = JSON.stringify(value);
        for (const json of [text, text.slice(0, cut)]) assert.ok(['cells', 'skipped'].includes(parseNotebook(json).kind));
      }),
      { seed: 429 },
    );
  });
});

describe('magics', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['%pip install x\nimport x', '              \nimport x'],
    ['!pip install \\\r\n  x\r\nimport x', '              \r\n   \r\nimport x'],
    ['%%bash\nexit 1', '      \n      '],
    ['\n%%time\na = 1', '\n      \na = 1'],
    ['%%capture out\n%%time\na', '             \n      \na'],
    ['?len\nlen?\nlen??  \nx.y?', '    \n    \n       \n    '],
    ['cd ..\npip install x\npip = cd\ncd in x', '     \n             \npip = cd\ncd in x'],
    ['if a:\n  !ls', 'if a:\n  0  '],
    ['files = !ls', 'files = _  '],
    ['a, b = %who_ls', 'a, b = _      '],
    ['%time a = f()', '0;    a = f()'],
    ['  %timeit -n 10 -r3 f()', '  0;                f()'],
    ['a = b != c\na %= 2\nx = "%s" % y', 'a = b != c\na %= 2\nx = "%s" % y'],
    ['f(a\n% b)\n%ls', 'f(a\n% b)\n   '],
    ['a = """\n!b\n% "c"\n"""\n!d', 'a = """\n!b\n% "c"\n"""\n  '],
    ["a = 'it' + \\\n'!'\n!b", "a = 'it' + \\\n'!'\n  "],
    ['# don\'t (\n!b', '# don\'t (\n  '],
    ['await f()\n🙂 = "🙂"\n!🙂', 'await f()\n🙂 = "🙂"\n   '],
  ];
  for (const [cell, python] of cases)
    it(`are blanked, and nothing moves: ${JSON.stringify(cell)}`, () => {
      assert.equal(withoutMagics(cell), python);
      assert.equal(python.length, cell.length);
    });
});

describe('a text that was joined from cells', () => {
  const cells = [
    { name: 1, text: 'a = 1\r\nb = "🙂"; c = 3\r\n' },
    { name: 3, text: '' },
    { name: 4, text: '%pip x\nf(' },
    { name: 7, text: 't = """open' },
    { name: 8, text: 'd = 4 \\' },
    { name: 9, text: 'e = 5\rg = 6' },
  ];
  const { text, parts } = joinCells(cells);
  const source = sourceText('a.ipynb', text, parts);

  it('has each character where it was in its cell', () => {
    for (const [index, { text: written }] of cells.entries()) {
      const part = parts[index];
      assert.ok(part);
      assert.equal(text.slice(part.start, part.end).length, written.length);
      const alone = sourceText('', written);
      for (let at = 0; at <= written.length; at++) {
        const { start, part: name } = rangeIn(source, { start: part.start + at, end: part.start + at });
        assert.equal(name, part.name);
        assert.deepEqual(start, rangeIn(alone, { start: at, end: at }).start);
        const offset = offsetIn(source, part, start);
        // The second half of a line end is no place of its own.
        if (written.charAt(at - 1) !== '\r') assert.equal(offset, part.start + at);
      }
    }
  });

  it('closes what a cell leaves open, outside of all cells', () => {
    assert.match(text, /f\(\n\)\nt = """open\n"""\nd = 4 \\\n\ne = 5/);
    const between = text.indexOf('\n"""\n') + 1;
    assert.equal(partAt(source, between)?.name, 7);
    assert.deepEqual(rangeIn(source, { start: between, end: between + 20 }), { start: { line: 0, column: 11 }, end: { line: 0, column: 11 }, part: 7 });
  });

  it('moves nothing, whatever the cells hold', () => {
    const piece = fc.constantFrom('%', '%%time', '!ls', '?', 'x?', '\\', '\n', '\r\n', '\r', '"', "'", '"""', '(', ')', '[', '{', '}', '#', ' ', '\t', '=', 'f', '🙂', '\0');
    const texts = fc.array(fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')), { maxLength: 6 });
    fc.assert(
      fc.property(texts, (written) => {
        const program = joinCells(written.map((cell, name) => ({ name, text: cell })));
        assert.equal(program.parts.length, written.length);
        for (const [index, cell] of written.entries()) {
          const { start = 0, end = 0 } = program.parts[index] ?? {};
          assert.equal(program.text.slice(start, end).replace(/[^\r\n]/g, ''), cell.replace(/[^\r\n]/g, ''));
          assert.equal(end - start, cell.length);
          assert.ok(start === 0 || program.text.charAt(start - 1) === '\n');
        }
      }),
      { seed: 429, numRuns: 500 },
    );
  });

  it('keeps a place beyond a cell within it', () => {
    const [first] = parts;
    assert.ok(first);
    assert.equal(offsetIn(source, first, { line: 99, column: 0 }), first.end);
  });
});
