import type { Finding, RuleId, Severity } from '../../src/lint/finding';
import { type LintDocument, type Linter, languageOf } from '../../src/lint/linter';
import type { QuickFix } from '../../src/lint/quickFix';
import { severities } from '../../src/lint/rules/levels';
import { type TextEdit, applyEdits, positionAt, sourceText } from '../../src/lint/source';

/** What a fix broke, or did not do. */
export interface Exception {
  readonly fix: string;
  readonly rule: RuleId;
  readonly line: number;
  readonly why: string;
}

export interface Tried {
  /** How often each fix was applied. */
  readonly fixes: ReadonlyMap<string, number>;
  readonly exceptions: readonly Exception[];
}

/**
 * Applies every fix of every finding, each to the document as it is, and looks at what comes of it: it parses, the
 * finding is gone, none of a higher level is new, no comment is lost, and the fix has nothing to do a second time.
 * The document is left as it was. A fix that makes a file has a test of its own.
 */
export async function tryFixes(document: LintDocument, linter: Linter): Promise<Tried> {
  const { source } = document;
  const { findings: before, broken } = document.analyze({});
  const offers = before.flatMap((finding) => document.quickFixes(finding).filter(({ creates }) => !creates).map((fix) => ({ finding, fix })));
  const exceptions: Exception[] = [];
  for (const { finding, fix } of offers) {
    const own = fix.edits.filter(({ span }) => span.file === undefined);
    const others = await openOthers(fix.edits, linter);
    document.update(sourceText(source.file, applyEdits(source.text, own)));
    await document.prepare(document.source.text);
    for (const why of whatIsWrong({ finding, fix, before, own, text: source.text, fixed: document, wasBroken: broken })) exceptions.push({ fix: fix.fix, rule: finding.rule, line: positionAt(source, finding.span.start).line + 1, why });
    for (const other of others) other.dispose();
    document.update(source);
    // Fixes are those of the last analysis.
    document.analyze({});
  }
  const fixes = new Map<string, number>();
  for (const { fix: { fix } } of offers) fixes.set(fix, (fixes.get(fix) ?? 0) + 1);
  return { fixes, exceptions };
}

/** The other files that a fix changes, open with the changed text. */
async function openOthers(edits: readonly TextEdit[], linter: Linter): Promise<readonly LintDocument[]> {
  const files = new Set(edits.flatMap(({ span: { file } }) => file ?? []));
  return Promise.all(
    [...files].map(async (file) => {
      const language = languageOf(file);
      const known = linter.sourceOf(file);
      if (language === undefined || known === undefined) throw new Error(`A fix changes ${file}, which the linter has not read.`);
      const text = applyEdits(known.text, edits.filter(({ span }) => span.file === file).map(({ span: { start, end }, text: inserted }) => ({ span: { start, end }, text: inserted })));
      return linter.open(language, sourceText(file, text), file);
    }),
  );
}

interface Result {
  readonly finding: Finding;
  readonly fix: QuickFix;
  readonly before: readonly Finding[];
  readonly own: readonly TextEdit[];
  readonly text: string;
  readonly fixed: LintDocument;
  /** True where the text did not parse before. */
  readonly wasBroken: boolean;
}

function* whatIsWrong({ finding, fix, before, own, text, fixed, wasBroken }: Result): Generator<string> {
  const { findings, broken } = fixed.analyze({});
  if (broken && !wasBroken) {
    yield 'the result does not parse';
    return;
  }
  const at = moved(finding.span.start, own);
  const left = findings.find(({ rule, span }) => rule === finding.rule && span.start === at);
  if (left) yield 'the finding is still there';
  for (const { rule, severity } of findings) {
    const count = (list: readonly Finding[]) => list.filter((one) => one.rule === rule && one.severity === severity).length;
    if (isAbove(severity, finding.severity) && count(findings) > count(before)) yield `a new finding of a higher level: ${rule}`;
  }
  if (left && fixed.quickFixes(left).some((again) => again.fix === fix.fix)) yield 'it is offered again';
  const lost = comments(text).filter((comment) => !fixed.source.text.includes(comment));
  if (lost.length > 0 && fix.fix !== 'remove-suppression') yield `a comment is lost: ${lost[0] ?? ''}`;
}

function isAbove(severity: Severity, other: Severity): boolean {
  return severities.indexOf(severity) > severities.indexOf(other);
}

/** Lines that are a comment and nothing else. */
function comments(text: string): readonly string[] {
  return [...text.matchAll(/^[ \t]*((?:\/\/|#).*?)\r?$/gm)].map(([, comment = '']) => comment);
}

/** Where the text at an offset stands after edits; what is inserted there stands before it. */
function moved(offset: number, edits: readonly TextEdit[]): number {
  let by = 0;
  for (const { span, text } of edits)
    if (span.end <= offset) by += text.length - (span.end - span.start);
    else if (span.start < offset) by -= offset - span.start;
  return offset + by;
}
