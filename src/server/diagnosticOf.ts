import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { Finding, Severity } from '../lint/finding';
import { rules } from '../lint/rules/index';
import type { SourceText } from '../lint/source';
import { rangeOf } from './rangeOf';

/** A finding as the editor shows it; its reasons become related places. `source.file` must be the document's URI. */
export function diagnosticOf(finding: Finding, source: SourceText): Diagnostic {
  const href = rules.find(({ id }) => id === finding.rule)?.docsUrl;
  return {
    range: rangeOf(source, finding.span),
    severity: severities[finding.severity],
    source: 'headroom',
    code: finding.rule,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    message: finding.message,
    relatedInformation: finding.reasons.map(({ span, message }) => ({ location: { uri: source.file, range: rangeOf(source, span) }, message })),
    data: { rule: finding.rule },
  };
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  hint: DiagnosticSeverity.Hint,
  information: DiagnosticSeverity.Information,
  warning: DiagnosticSeverity.Warning,
  error: DiagnosticSeverity.Error,
};
