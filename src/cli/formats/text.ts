import { positionAt } from '../../lint/source';
import type { LintedFile } from '../inventory';

/** The findings for people: one line each, its reasons indented, a count at the end. */
export function findingsText(files: readonly LintedFile[]): string {
  const lines: string[] = [];
  for (const { file, source, analysis } of files)
    for (const { rule, severity, message, span, reasons } of analysis.findings) {
      const { line, column } = positionAt(source, span.start);
      lines.push(`${file}:${line + 1}:${column + 1}  ${severity}  ${message}  ${rule}`);
      for (const reason of reasons) lines.push(`    ${file}:${positionAt(source, reason.span.start).line + 1}  ${reason.message}`);
    }
  const calls = files.reduce((sum, file) => sum + file.analysis.calls.length, 0);
  const findings = files.reduce((sum, file) => sum + file.analysis.findings.length, 0);
  return `${[...lines, `${calls} Claude calls, ${findings} findings`].join('\n')}\n`;
}
