import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadGrammar } from '../src/io/grammars';
import { createLinter } from '../src/lint/linter';
import { applyEdits, sourceText } from '../src/lint/source';
import { languageOf } from '../src/lint/languageOf';
import { workspaceProgram } from '../src/io/program/workspaceProgram';
import { today } from '../src/io/today';
async function main() {
  const [file, fix, write] = process.argv.slice(2);
  const folder = path.dirname(path.resolve(file!));
  const program = workspaceProgram({ roots: () => [folder], note: () => undefined });
  await program.load();
  const linter = createLinter(loadGrammar, process.env.ALONE ? undefined as never : program, today);
  let text = readFileSync(file!, 'utf8');
  for (let i = 0; i < 20; i++) {
    const document = await linter.open(languageOf(file!)!, sourceText(path.resolve(file!), text), process.env.ALONE ? undefined : path.resolve(file!));
    const findings = document.analyze({}).findings;
    if (i === 0 || !write) for (const f of findings) console.log(f.rule, f.span.start, document.quickFixes(f).map((q) => `${q.fix}${q.safe ? '' : '!'}: ${q.title}`));
    const q = findings.flatMap((f) => document.quickFixes(f)).find((one) => one.fix === fix);
    if (!q) break;
    text = applyEdits(text, q.edits);
    if (!write) break;
  }
  if (write) writeFileSync(file!.replace(/\.(\w+)$/, `.${fix}.fixed.$1`), text);
  console.log(text);
}
void main();
