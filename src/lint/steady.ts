import type { Analysis } from './analysis';
import type { Finding } from './finding';
import type { Span, TextEdit } from './source';

/** The last result of a text without syntax errors, moved along with the edits since. */
export interface Steady {
  /** The callees of all calls of that result. */
  readonly callees: readonly Span[];
  readonly findings: readonly Finding[];
}

/** What to show, and what to hold on to for the next time. */
export interface Settled {
  /** `Finding.call` of a held finding still counts in the analysis it came from. */
  readonly shown: readonly Finding[];
  readonly steady: Steady | undefined;
}

/** Moves a held result through one edit. What the edit touched is let go. */
export function moveThrough(steady: Steady, edit: TextEdit): Steady {
  return {
    callees: steady.callees.flatMap((span) => moveSpan(span, edit) ?? []),
    findings: steady.findings.flatMap((finding) => moveFinding(finding, edit) ?? []),
  };
}

/**
 * Half-typed code hides calls and guards, and findings that come and go with every key are worse than none.
 * So while the text has a syntax error, the verdicts on calls that were there before stay what they were,
 * and only calls that are new get new ones. As soon as the text parses, its own result rules.
 */
export function settle(steady: Steady | undefined, analysis: Pick<Analysis, 'calls' | 'findings' | 'broken'>): Settled {
  if (!analysis.broken) return { shown: analysis.findings, steady: { callees: analysis.calls.map((call) => call.calleeSpan), findings: analysis.findings } };
  if (!steady) return { shown: analysis.findings, steady };
  const isNew = (finding: Finding) => !steady.callees.some((callee) => overlap(callee, finding.span));
  return { shown: [...steady.findings, ...analysis.findings.filter(isNew)].sort((a, b) => a.span.start - b.span.start), steady };
}

function moveFinding(finding: Finding, edit: TextEdit): Finding | undefined {
  const span = moveSpan(finding.span, edit);
  if (!span) return undefined;
  const reasons = finding.reasons.flatMap((reason) => {
    const moved = moveSpan(reason.span, edit);
    return moved ? { ...reason, span: moved } : [];
  });
  return { ...finding, span, reasons };
}

function moveSpan(span: Span, edit: TextEdit): Span | undefined {
  if (touches(span, edit)) return undefined;
  if (edit.span.start >= span.end) return span;
  const by = edit.text.length - (edit.span.end - edit.span.start);
  return { start: span.start + by, end: span.end + by };
}

/** Letters typed against either end make another name of it; a space or a bracket does not. */
function touches(span: Span, { span: { start, end }, text }: TextEdit): boolean {
  if (end === span.start) return /[\w$.]$/.test(text);
  if (start === span.end) return /^[\w$.]/.test(text);
  return start < span.end && end > span.start;
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
