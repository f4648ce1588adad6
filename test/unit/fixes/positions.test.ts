import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { loadGrammar } from '../../../src/io/grammars';
import { createLinter, languageOf } from '../../../src/lint/linter';
import { applyEdits, sourceText } from '../../../src/lint/source';
import { tryFixes } from '../../fixes/tryFixes';
import { type Shape, python, script } from './shapes';

const fixtures = path.join(__dirname, '..', '..', 'fixtures', 'lint');
const linter = createLinter(loadGrammar, undefined, () => '2026-06-01');

/** The same program in another hand, in which a fix must write, too. Undefined where the original shows no hand at all. */
const hands: Readonly<Record<string, (original: string) => ((text: string) => string) | undefined>> = {
  'Windows line ends': (original) => (original.includes('\n') ? (text) => text.replaceAll('\n', '\r\n') : undefined),
  tabs: (original) => {
    const width = /^ +(?=\S)/m.exec(original)?.[0].length;
    return width === undefined ? undefined : (text) => text.replace(/^ +(?=\S)/gm, (spaces) => '\t'.repeat(spaces.length / width) + ' '.repeat(spaces.length % width));
  },
  'a byte order mark': () => (text) => `\uFEFF${text}`,
  emoji: () => (text) => text.replaceAll(/\bhi\b/g, '👩‍👩‍👧 hi 😀'),
};
const names = Object.keys(hands);

/** What the fixes of a file's findings make of it, one by one, each with its name. */
async function fixedTexts(file: string, text: string): Promise<ReadonlyMap<string, string>> {
  const document = await linter.open(languageOf(file)!, sourceText(file, text));
  try {
    const fixed = document.analyze({}).findings.flatMap((finding, index) => [...document.quickFixes(finding), ...document.suppressions(finding)].map(({ title, edits }) => [`${index} ${finding.rule}: ${title}`, applyEdits(text, edits)] as const));
    return new Map(fixed);
  } finally {
    document.dispose();
  }
}

const shapes: readonly Shape[] = [...script, ...python];
/** Mixed hands have no other hand that they could be in. */
const cases: readonly Shape[] = readdirSync(fixtures)
  .filter((name) => languageOf(name) !== undefined)
  .map((name): Shape => [name, name, readFileSync(path.join(fixtures, name), 'utf8')])
  .filter(([, , text]) => !/[\r\t]|^ {1,3}(?! ).*\n^ {4}\S/m.test(text));

describe('every fix of a call in', () => {
  for (const [title, file, text] of shapes) {
    it(`${title} (${file}) is right there, and in every hand`, async () => {
      const plain = await fixedTexts(file, text);
      assert.ok(plain.size > 0, 'There is nothing to fix.');
      const document = await linter.open(languageOf(file)!, sourceText(file, text));
      assert.deepEqual((await tryFixes(document, linter)).exceptions, []);
      document.dispose();
      for (const name of names) await assertSameIn([name], { file, text, plain });
    });
  }
});

describe('a fix', () => {
  it('writes in the hand of its file', async () => {
    for (const [, file, text] of cases) {
      const plain = await fixedTexts(file, text);
      for (const hand of names) await assertSameIn([hand], { file, text, plain });
    }
  });

  it('writes like this where several hands meet', async () => {
    const some = fc.record({ file: fc.constantFrom(...cases, ...shapes), chosen: fc.subarray(names, { minLength: 1 }) });
    await fc.assert(
      fc.asyncProperty(some, async ({ file: [, file, text], chosen }) => assertSameIn(chosen, { file, text, plain: await fixedTexts(file, text) })),
      { seed: 4290, numRuns: 60 },
    );
  });
});

interface Plain {
  readonly file: string;
  readonly text: string;
  readonly plain: ReadonlyMap<string, string>;
}

/** Fixing and then writing in other hands comes to the same as the other way round. */
async function assertSameIn(chosen: readonly string[], { file, text, plain }: Plain): Promise<void> {
  const hand = (written: string) => chosen.reduce((now, name) => hands[name]?.(text)?.(now) ?? now, written);
  const fixed = await fixedTexts(file, hand(text));
  assert.deepEqual([...fixed.keys()], [...plain.keys()]);
  for (const [fix, before] of plain) assert.deepEqual(fixed.get(fix)?.split('\n'), hand(before).split('\n'), `${file}: ${fix} in ${chosen.join(', ')}`);
}
