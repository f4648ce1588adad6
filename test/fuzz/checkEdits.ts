import assert from 'node:assert/strict';
import { loadGrammar } from '../../src/io/grammars';
import { createLinter, languageOf } from '../../src/lint/linter';
import { sourceText } from '../../src/lint/source';
import { checkAnalysis } from './checkAnalysis';
import { memoryProgram } from './memoryProgram';
import { type Mutation, mutate } from './mutations';

export interface Step {
  /** Which of the files is edited, as a fraction of them. */
  readonly file: number;
  readonly mutation: Mutation;
}

/** Edits files of a program one after another, all of them open, and throws where one is not analysed as if it had been opened like this. */
export async function checkEdits(files: readonly (readonly [file: string, text: string])[], steps: readonly Step[]): Promise<void> {
  const texts = new Map(files);
  const linter = createLinter(loadGrammar, memoryProgram(texts));
  const open = async (of: typeof linter, file: string) => of.open(languageOf(file) ?? 'typescript', sourceText(file, texts.get(file) ?? ''), file);
  const documents = await Promise.all(files.map(([file]) => open(linter, file)));
  for (const document of documents) document.analyze({});
  for (const { file: at, mutation } of steps) {
    const index = Math.min(files.length - 1, Math.floor(at * files.length));
    const file = files[index]?.[0] ?? '';
    const text = mutate(texts.get(file) ?? '', mutation);
    texts.set(file, text);
    await documents[index]?.prepare(text);
    documents[index]?.update(sourceText(file, text));
    const others = createLinter(loadGrammar, memoryProgram(texts));
    const fresh = await Promise.all(files.map(([one]) => open(others, one)));
    for (const [which, document] of documents.entries()) {
      const expected = fresh[which]!;
      const [now, then] = [document.analyze({}), expected.analyze({})];
      assert.deepEqual(now, then);
      for (const finding of now.findings) assert.deepEqual(document.quickFixes(finding), expected.quickFixes(finding));
    }
    await checkAnalysis(documents[index]!, documents[index]!.analyze({}));
    for (const document of fresh) document.dispose();
  }
  for (const document of documents) document.dispose();
}
