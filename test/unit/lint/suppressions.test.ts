import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { loadGrammar } from '../../../src/io/grammars';
import { joinCells } from '../../../src/io/notebook/joinCells';
import type { Finding } from '../../../src/lint/finding';
import { type LintDocument, createLinter, languageOf } from '../../../src/lint/linter';
import { applyEdits, positionAt, sourceText } from '../../../src/lint/source';

const linter = createLinter(loadGrammar);
const folder = path.join(__dirname, '..', '..', 'fixtures', 'lint');
const fixtures = readdirSync(folder).filter((name) => languageOf(name) !== undefined && !name.includes('.fixed.'));

const open = (name: string, text: string) => linter.open(languageOf(name) ?? 'typescript', sourceText(name, text));

async function opened(name: string, text: string) {
  const document = await open(name, text);
  return { document, ...document.analyze({}) };
}

/** The text after the comment that an offer inserts; undefined where it is not offered. */
function suppressed(document: LintDocument, finding: Finding, kind: 'line' | 'file'): string | undefined {
  const offer = document.suppressions(finding).find(({ fix }) => fix === `suppress-${kind}`);
  return offer && applyEdits(document.source.text, offer.edits);
}

const client = "import Anthropic from '@anthropic-ai/sdk';\nconst claude = new Anthropic({ maxRetries: 0 });\n";

describe('a comment that suppresses a finding', () => {
  for (const kind of ['line', 'file'] as const)
    it(`takes away just that finding wherever the fix puts it for a ${kind}, in every fixture`, async () => {
      let offered = 0;
      for (const name of fixtures) {
        const { document, findings, suppressed: before } = await opened(name, readFileSync(path.join(folder, name), 'utf8'));
        // Several findings of one line are much alike; one of each rule is enough.
        const chosen = findings.filter((finding, index) => findings.findIndex(({ rule }) => rule === finding.rule) === index);
        for (const finding of chosen) {
          const text = suppressed(document, finding, kind);
          if (text === undefined) continue;
          offered++;
          const after = await opened(name, text);
          const what = `${name}: ${finding.rule} at ${positionAt(document.source, finding.span.start).line + 1}`;
          assert.equal(after.broken, false, what);
          const count = after.findings.filter(({ rule }) => rule === finding.rule).length;
          const all = findings.filter(({ rule }) => rule === finding.rule).length;
          assert.ok(kind === 'file' ? count === 0 : count < all, what);
          assert.equal(after.findings.length + after.suppressed.length, findings.length + before.length, what);
          after.document.dispose();
        }
        document.dispose();
      }
      assert.ok(offered > 100);
    });

  it('has the indentation, the line end and the delimiters of its place', async () => {
    const call = 'await claude.messages.create({})';
    const cases: readonly (readonly [string, string, string])[] = [
      ['a.ts', `${client}\t\t${call};\r\n`, `${client}\t\t// headroom-disable-next-line unretried-call\r\n\t\t${call};\r\n`],
      ['a.tsx', `${client}export const a = async () => (\n  <p>\n    {${call}}\n  </p>\n);\n`, `${client}export const a = async () => (\n  <p>\n    {/* headroom-disable-next-line unretried-call */}\n    {${call}}\n  </p>\n);\n`],
      ['a.jsx', `${client}export const a = async () => (\n  <p>\n    one\n    two {${call}}\n  </p>\n);\n`, `${client}export const a = async () => (\n  <p>\n    one\n    two {${call}} {/* headroom-disable-line unretried-call */}\n  </p>\n);\n`],
      ['a.ts', `${client}const a = \`\n \${${call}.then(\n  String)}\`;\n`, `${client}const a = \`\n \${${call}.then( // headroom-disable-line unretried-call\n  String)}\`;\n`],
      ['a.py', 'import anthropic\nc = anthropic.Anthropic(max_retries=0)\nif c:\n    x = 1 + \\\n      c.messages.create()\n', 'import anthropic\nc = anthropic.Anthropic(max_retries=0)\nif c:\n    # headroom-disable-next-line unretried-call\n    x = 1 + \\\n      c.messages.create()\n'],
      ['a.py', 'import anthropic\nx = (\n    anthropic\n    .Anthropic(max_retries=0)\n    .messages.create()\n)\n', 'import anthropic\nx = (\n    # headroom-disable-next-line unretried-call\n    anthropic\n    .Anthropic(max_retries=0)\n    .messages.create()\n)\n'],
    ];
    for (const [name, text, expected] of cases) {
      const { document, findings } = await opened(name, text);
      const [finding, ...more] = findings;
      assert.ok(finding && more.length === 0, `${text}: ${findings.map(({ rule }) => rule).join()}`);
      assert.equal(suppressed(document, finding, 'line'), expected);
      assert.deepEqual((await opened(name, expected)).findings, []);
    }
  });

  it('is not offered for a line of a template that has no room for one, but for the file', async () => {
    const { document, findings: [finding] } = await opened('a.ts', `${client}const a = \`\n \${await claude.messages.create({})}\n\`;\n`);
    assert.ok(finding);
    assert.deepEqual(document.suppressions(finding).map(({ fix, preferred }) => [fix, preferred]), [['suppress-file', false]]);
  });

  it('grows where there is one already', async () => {
    const text = `${client}// headroom-disable-next-line weak-retry -- told\nawait claude.messages.create({});\n// headroom-disable nested-retries\n`;
    const { document, findings } = await opened('a.ts', text);
    const finding = findings.find(({ rule }) => rule === 'unretried-call');
    assert.ok(finding);
    assert.equal(suppressed(document, finding, 'line'), text.replace('weak-retry', 'weak-retry, unretried-call'));
    assert.equal(suppressed(document, finding, 'file'), text.replace('nested-retries', 'nested-retries, unretried-call'));
  });

  it('for the whole file stands behind what must come first', async () => {
    const rest = 'import anthropic\nanthropic.Anthropic(max_retries=0).messages.create()\n';
    for (const first of ['#!/usr/bin/env python\n', '# -*- coding: utf-8 -*-\n', '#!/usr/bin/python\n# vim: set fileencoding=utf-8 :\n', '']) {
      const { document, findings: [finding] } = await opened('a.py', first + rest);
      assert.ok(finding);
      assert.equal(suppressed(document, finding, 'file'), `${first}# headroom-disable unretried-call\n${rest}`);
    }
  });

  it('stays in its cell, behind the cell’s magic, and reaches no line of another cell', async () => {
    const { text, parts } = joinCells([
      { name: 'a', text: 'import anthropic\nc = anthropic.Anthropic(max_retries=0)\n# headroom-disable-next-line unretried-call' },
      { name: 'b', text: '%%time\nc.messages.create()' },
    ]);
    const document = await linter.open('python', sourceText('a.ipynb', text, parts));
    const [unused, finding] = document.analyze({}).findings;
    assert.deepEqual([unused?.rule, finding?.rule], ['unused-suppression', 'unretried-call']);
    assert.ok(finding);
    assert.equal(suppressed(document, finding, 'line'), text.replace('\nc.messages', '\n# headroom-disable-next-line unretried-call\nc.messages'));
    assert.equal(suppressed(document, finding, 'file'), text.replace('\nc.messages', '\n# headroom-disable unretried-call\nc.messages'));
  });

  it('keeps its reason beside what it suppresses, and is of use while its rule is off', async () => {
    const document = await open('a.ts', `${client}// headroom-disable-next-line unretried-call -- a person waits -- and sees it\nawait claude.messages.create({});\n`);
    assert.deepEqual(document.analyze({}).suppressed.map(({ finding: { rule }, reason }) => [rule, reason]), [['unretried-call', 'a person waits -- and sees it']]);
    assert.deepEqual(document.analyze({ 'unretried-call': 'off' }), { ...document.analyze({ 'unretried-call': 'off' }), findings: [], suppressed: [] });
  });

  it('is not called unused while half-typed code hides what it is for, and is where the last call of a file is gone', async () => {
    const comment = '// headroom-disable-next-line unretried-call\n';
    const broken = await opened('a.ts', `${client}${comment}await claude.messages.create({}); if ((\n`);
    assert.ok(broken.findings.every(({ rule }) => rule !== 'unused-suppression'));
    const { document, findings: [finding] } = await opened('a.ts', `${comment}export {};\n`);
    assert.equal(finding?.rule, 'unused-suppression');
    assert.equal(applyEdits(document.source.text, document.fixAll({})), 'export {};\n');
    assert.deepEqual((await open('a.ts', `${comment}export {};\n`)).analyze({ 'unused-suppression': 'off' }).findings, []);
  });

  it('goes with its line, its braces or the space before it, and leaves the rules that are of use', async () => {
    const call = 'await claude.messages.create({});';
    const cases: readonly (readonly [string, string, string])[] = [
      ['a.ts', `${client}  /* headroom-disable weak-retry */\r\nexport {};\r\n`, `${client}export {};\r\n`],
      ['a.ts', `${client}export {}; // headroom-disable-line weak-retry\n`, `${client}export {};\n`],
      ['a.ts', `${client}/* headroom-disable-line weak-retry */ export {};\n`, `${client}export {};\n`],
      ['a.ts', `${client}// headroom-disable-next-line a, unretried-call b -- told\n${call}\n`, `${client}// headroom-disable-next-line unretried-call -- told\n${call}\n`],
      ['a.tsx', `${client}export const a = <p>\n  {/* headroom-disable-line weak-retry */}\n  b</p>;\n`, `${client}export const a = <p>\n  b</p>;\n`],
      ['a.py', 'print()  # headroom-disable-line', 'print()'],
    ];
    for (const [name, text, expected] of cases) {
      const { document, findings: [finding, ...more] } = await opened(name, text);
      assert.equal(finding?.rule, 'unused-suppression', text);
      assert.deepEqual(more, []);
      const [fix] = document.quickFixes(finding);
      assert.equal(applyEdits(text, fix?.edits ?? []), expected);
    }
  });
});
