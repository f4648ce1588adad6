import type { Analysis, RuleSettings } from '../../lint/analysis';
import type { ClaudeCall } from '../../lint/call';
import { type LintDocument, createLinter } from '../../lint/linter';
import type { ProgramHost } from '../../lint/program/programHost';
import type { QuickFix } from '../../lint/quickFix';
import { type TextEdit, applyEdits, sourceText } from '../../lint/source';
import { loadGrammar } from '../grammars';
import { today } from '../today';
import { movedParts } from './fixable';

/** A call as it is once a fix is applied. */
export interface CallAfterFix {
  readonly fix: Pick<QuickFix, 'fix' | 'title' | 'atOnce'>;
  readonly call: ClaudeCall;
}

interface Options {
  /** Absolute; where the document stands in the program, undefined for one that is no file. */
  readonly file: string | undefined;
  readonly document: LintDocument;
  /** The last analysis of the document. */
  readonly analysis: Analysis;
  readonly call: ClaudeCall;
  readonly settings: RuleSettings;
  readonly program: ProgramHost;
}

/** What each fix that is offered for a call makes of it, found by applying the fix in memory and reading the program again. A fix that makes a file, or after which the call cannot be found, is left out. */
export async function callAfterFixes({ file, document, analysis, call, settings, program }: Options): Promise<readonly CallAfterFix[]> {
  const index = analysis.calls.indexOf(call);
  const fixes = analysis.findings.filter(({ span }) => span.start === call.calleeSpan.start).flatMap((finding) => document.quickFixes(finding));
  const found: CallAfterFix[] = [];
  for (const fix of onceEach(fixes.filter(({ creates }) => !creates))) {
    const after = await callsAfter(fix.edits, { file, document, settings, program });
    const same = after.length === analysis.calls.length ? after[index] : undefined;
    if (same?.api === call.api) found.push({ fix, call: same });
  }
  return found;
}

/** Two findings of one call can have the same fix. */
function onceEach(fixes: readonly QuickFix[]): readonly QuickFix[] {
  return [...new Map(fixes.map((fix) => [JSON.stringify(fix.edits), fix])).values()];
}

async function callsAfter(edits: readonly TextEdit[], { file, document, settings, program }: Pick<Options, 'file' | 'document' | 'settings' | 'program'>): Promise<readonly ClaudeCall[]> {
  const { source, language } = document;
  const own = edits.filter(({ span }) => span.file === undefined || span.file === file);
  const changed = sourceText(source.file, applyEdits(source.text, own), movedParts(source.parts, own));
  const read: ProgramHost['read'] = (other) => {
    const there = program.read(other);
    const its = other === file ? own : edits.filter(({ span }) => span.file === other);
    return there && its.length > 0 ? { ...there, text: other === file ? changed.text : applyEdits(there.text, its), version: `${there.version} fixed` } : there;
  };
  const fixed = await createLinter(loadGrammar, { ...program, read }, today).open(language, changed, file);
  try {
    return fixed.analyze(settings).calls;
  } finally {
    fixed.dispose();
  }
}
