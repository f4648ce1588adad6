import type { ClaudeCall } from '../../lint/call';
import { positionAt } from '../../lint/source';
import type { LintedFile } from '../inventory';

/** The inventory of Claude calls, version 1. Lines and columns are 1-based; what is not known is null. */
export function inventoryJson(files: readonly LintedFile[]): string {
  const calls = files.flatMap((file) => file.analysis.calls.map((call) => inventoryEntry(file, call)));
  return `${JSON.stringify({ version: 1, calls }, null, 2)}\n`;
}

/** The findings, version 1, with 1-based lines and columns. */
export function findingsJson(files: readonly LintedFile[]): string {
  const findings = files.flatMap(({ file, source, analysis }) =>
    analysis.findings.map(({ rule, severity, message, span, reasons }) => ({
      file,
      ...place(source, span.start),
      rule,
      severity,
      message,
      reasons: reasons.map((reason) => ({ ...place(source, reason.span.start), message: reason.message })),
    })),
  );
  return `${JSON.stringify({ version: 1, findings }, null, 2)}\n`;
}

function place(source: LintedFile['source'], offset: number): { line: number; column: number } {
  const { line, column } = positionAt(source, offset);
  return { line: line + 1, column: column + 1 };
}

function inventoryEntry({ file, source }: LintedFile, call: ClaudeCall): object {
  const end = place(source, call.span.end);
  const { policy, fanOut } = call;
  const known = <T>(value: T | 'unknown' | 'unbounded') => (value === 'unknown' || value === 'unbounded' ? null : value);
  return {
    file,
    ...place(source, call.span.start),
    endLine: end.line,
    endColumn: end.column,
    language: call.language,
    provider: call.provider,
    via: call.via,
    library: call.library,
    api: call.api,
    streaming: call.streaming,
    model: call.model ?? null,
    retry: {
      state: policy.state,
      attempts: known(policy.attempts),
      covers429: known(policy.covers429),
      covers529: known(policy.covers529),
      retryAfter: known(policy.retryAfter),
      maxWaitSeconds: known(policy.maxWaitSeconds),
      layers: policy.layers.map(({ kind, name, attempts, at }) => ({ kind, name, attempts: known(attempts), ...(at ? { file, line: place(source, at.start).line } : {}) })),
    },
    fanOut: { kind: fanOut.kind, limit: fanOut.limit ?? null },
  };
}
