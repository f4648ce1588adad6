import assert from 'node:assert/strict';
import { loadGrammar } from '../../../src/io/grammars';
import type { LanguageId } from '../../../src/lint/call';
import type { RuleId } from '../../../src/lint/finding';
import { createLinter } from '../../../src/lint/linter';
import type { QuickFix } from '../../../src/lint/quickFix';
import { sourceText } from '../../../src/lint/source';

const linter = createLinter(loadGrammar);

/** The fixes for the one finding of a rule in a text. */
export async function offered(language: LanguageId, text: string, of: RuleId): Promise<readonly QuickFix[]> {
  const document = await linter.open(language, sourceText('a', text));
  const findings = document.analyze({}).findings.filter(({ rule }) => rule === of);
  assert.equal(findings.length, 1, `${of} is found once`);
  const fixes = findings.flatMap((finding) => document.quickFixes(finding));
  document.dispose();
  return fixes;
}
