import assert from 'node:assert/strict';
import { Parser } from 'web-tree-sitter';
import { loadGrammar } from '../../src/io/grammars';
import type { Analysis } from '../../src/lint/analysis';
import { languages } from '../../src/lint/languages/index';
import type { LintDocument } from '../../src/lint/linter';
import { type Location, type SourceText, type Span, applyEdits, offsetAt, positionAt } from '../../src/lint/source';

/** Counting lines and asking for fixes goes through the whole text each time; the first of thousands of calls are enough. */
const most = 40;

/** Throws where an analysis says anything of a text that cannot be true of it, or offers a fix that does not fit into it. */
export async function checkAnalysis(document: LintDocument, analysis: Analysis): Promise<void> {
  const { source } = document;
  const { text } = source;
  for (const { span, calleeSpan, reasons, fanOut, policy } of analysis.calls.slice(0, most)) {
    checkSpan(source, span);
    checkSpan(source, calleeSpan);
    assert.ok(span.start <= calleeSpan.start && calleeSpan.end <= span.end, 'the callee lies in the call');
    for (const at of [...reasons.map((reason) => reason.span), ...(fanOut.at ? [fanOut.at] : []), ...policy.layers.flatMap((layer) => layer.at ?? [])]) checkLocation(source, at);
  }
  await checkCalls(document, analysis);
  for (const finding of analysis.findings.slice(0, most)) {
    if (finding.call !== undefined) assert.ok(analysis.calls[finding.call], 'a finding names a call that is there');
    checkSpan(source, finding.span);
    for (const { span } of finding.reasons) checkLocation(source, span);
    const fixes = document.quickFixes(finding);
    assert.ok(fixes.filter(({ preferred }) => preferred).length <= 1, 'one fix at most is preferred');
    for (const { edits } of fixes) {
      const here = edits.filter(({ span }) => span.file === undefined);
      checkEdits(source, here.map(({ span }) => span));
      assert.notEqual(applyEdits(text, edits.filter(({ span }) => span.file === undefined)), here.length > 0 ? text : undefined, 'a fix changes something');
    }
  }
  if (analysis.findings.length <= most) checkEdits(source, document.fixAll({}).map(({ span }) => span));
}

function checkSpan({ text }: SourceText, { start, end }: Span): void {
  assert.ok(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= text.length, `${start} to ${end} is no stretch of a text of ${text.length}`);
}

function checkLocation(source: SourceText, at: Location): void {
  if (at.file !== undefined) {
    assert.ok(at.range, 'a place in another file is given as lines, too');
    return;
  }
  checkSpan(source, at);
  for (const offset of [at.start, at.end]) {
    const position = positionAt(source, offset);
    assert.deepEqual(position, countedPosition(source.text, offset));
    const inBreak = offset > 0 && /[\r\n]/.test(source.text.charAt(offset - 1)) && position.column > 0;
    if (!inBreak) assert.equal(offsetAt(source, position), offset);
  }
}

/** Lines and columns counted in the plainest way. */
function countedPosition(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const breaks = [...before.matchAll(/\r\n|\n|\r/g)].filter(({ 0: found, index }) => !(found === '\r' && index + 1 === offset && text.charAt(offset) === '\n'));
  const last = breaks.at(-1);
  return { line: breaks.length, column: last ? offset - last.index - last[0].length : offset };
}

function checkEdits(source: SourceText, spans: readonly Span[]): void {
  const ordered = [...spans].sort((a, b) => a.start - b.start || a.end - b.end);
  for (const [index, { start, end }] of ordered.entries()) {
    assert.ok(start >= 0 && start <= end && end <= source.text.length, 'an edit lies in the text');
    assert.ok(start >= (ordered[index - 1]?.end ?? 0), 'edits do not overlap');
  }
}

/** A parse of the whole text must have a call at each span, with its callee where it is said to be. */
async function checkCalls({ language, source }: LintDocument, { calls }: Analysis): Promise<void> {
  if (calls.length === 0) return;
  const parser = new Parser();
  parser.setLanguage(await loadGrammar(languages[language].grammar));
  const tree = parser.parse(source.text);
  try {
    for (const { span, calleeSpan } of calls.slice(0, most)) {
      let node = tree?.rootNode.descendantForIndex(span.start, span.end - 1) ?? null;
      while (node && !/^(?:call|call_expression|new_expression)$/.test(node.type) && node.startIndex === span.start && node.endIndex === span.end) node = node.parent;
      assert.ok(node?.startIndex === span.start && node.endIndex === span.end, `no node from ${span.start} to ${span.end}`);
      const callee = node.childForFieldName('function') ?? node.childForFieldName('constructor');
      // A method that is handed on is an argument of the call.
      const [first, end] = callee && calleeSpan.start < callee.endIndex ? [callee.startIndex, callee.endIndex] : [callee?.endIndex ?? span.end, span.end];
      assert.ok(first <= calleeSpan.start && calleeSpan.end <= end, 'the callee is that of the call, or one of its arguments');
    }
  } finally {
    tree?.delete();
    parser.delete();
  }
}
