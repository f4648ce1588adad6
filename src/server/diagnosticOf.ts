import { pathToFileURL } from 'node:url';
import { type Diagnostic, DiagnosticSeverity, type Location } from 'vscode-languageserver';
import type { Finding, Severity } from '../lint/finding';
import { ruleNamed } from '../lint/rules/lookup';
import { type Location as Place, type SourceText, partAt } from '../lint/source';
import { asRange, rangeOf } from './rangeOf';

/** A finding as the editor shows it; its reasons become related places. `source.file` must be the document's URI. */
export function diagnosticOf(finding: Finding, source: SourceText): Diagnostic {
  const href = ruleNamed(finding.rule)?.docsUrl;
  return {
    range: rangeOf(source, finding.span),
    severity: severities[finding.severity],
    source: 'headroom',
    code: finding.rule,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    message: finding.message,
    relatedInformation: finding.reasons.map((reason) => ({ location: locationOf(reason.span, source), message: reason.message })),
    data: { rule: finding.rule },
  };
}

function locationOf(at: Place, source: SourceText): Location {
  const { file, range } = at;
  if (file === undefined || !range) return { uri: String(partAt(source, at.start)?.name ?? source.file), range: rangeOf(source, at) };
  // A notebook that is not open has no address for its cells.
  return { uri: typeof range.part === 'string' ? range.part : pathToFileURL(file).href, range: asRange(range) };
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  hint: DiagnosticSeverity.Hint,
  information: DiagnosticSeverity.Information,
  warning: DiagnosticSeverity.Warning,
  error: DiagnosticSeverity.Error,
};
