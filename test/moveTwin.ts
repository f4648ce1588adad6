import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { analyzeFiles } from '../src/io/analyzeFiles';
import { findSources } from '../src/io/files';
import { loadGrammar } from '../src/io/grammars';
import { workspaceProgram } from '../src/io/program/workspaceProgram';
import { createLinter, languageOf } from '../src/lint/linter';
import { applyEdits, sourceText } from '../src/lint/source';
void analyzeFiles;
async function main() {
  const [from, fix] = process.argv.slice(2);
  const root = `${from}.${fix}.fixed`;
  rmSync(root, { recursive: true, force: true });
  cpSync(from!, root, { recursive: true });
  const program = workspaceProgram({ roots: () => [root], note: console.log });
  await program.load();
  const linter = createLinter(loadGrammar, program, () => '2026-06-01');
  const { files } = await findSources([root], root);
  for (const file of files)
    for (let i = 0; i < 20; i++) {
      const document = await linter.open(languageOf(file)!, sourceText(file, readFileSync(file, 'utf8')), file);
      const all = document.analyze({}).findings.flatMap((finding) => document.quickFixes(finding));
      if (i === 0) console.log(file, all.map((q) => q.title));
      const next = all.find((one) => one.fix === fix);
      document.dispose();
      if (!next) break;
      for (const { file: made, text } of next.creates ?? []) { writeFileSync(made, text); program.changed(made); }
      for (const target of new Set(next.edits.map(({ span }) => span.file ?? file))) {
        writeFileSync(target, applyEdits(readFileSync(target, 'utf8'), next.edits.filter(({ span }) => (span.file ?? file) === target)));
        program.changed(target);
      }
    }
}
void main();
