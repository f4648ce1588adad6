import type { ClaudeCall } from '../../lint/call';
import type { Finding } from '../../lint/finding';
import type { Layer } from '../../lint/policy/layer';
import { rules } from '../../lint/rules/index';
import type { Span } from '../../lint/source';
import type { LintedFile } from '../lintPaths';
import type { Format } from './format';
import { place } from './place';

/**
 * For other programs. Both texts have a version; within it, names keep their meaning and none goes away.
 * Lines and columns count from 1, and what is not known is null.
 */
export const json: Format = {
  id: 'json',
  check: (files) => print({ version: 1, findings: files.flatMap((file) => file.analysis.findings.map((finding) => findingOf(file, finding))) }),
  calls: (files) => print({ version: 1, calls: files.flatMap((file) => file.analysis.calls.map((call) => callOf(file, call))) }),
};

function print(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function findingOf({ file, source }: LintedFile, { rule, severity, span, message, reasons }: Finding): object {
  return {
    file,
    ...range(source, span),
    rule,
    severity,
    message,
    url: rules.find(({ id }) => id === rule)?.docsUrl ?? null,
    reasons: reasons.map((reason) => ({ file, ...range(source, reason.span), message: reason.message })),
  };
}

function callOf(file: LintedFile, call: ClaudeCall): object {
  const { language, provider, via, library, api, streaming, model, policy, fanOut } = call;
  return {
    file: file.file,
    ...range(file.source, call.span),
    language,
    provider,
    via,
    library,
    api,
    streaming,
    model: model ?? null,
    retry: {
      state: policy.state,
      attempts: known(policy.attempts),
      covers429: known(policy.covers429),
      covers529: known(policy.covers529),
      retryAfter: known(policy.retryAfter),
      maxWaitSeconds: known(policy.maxWaitSeconds),
      layers: policy.layers.map((layer) => layerOf(file, layer)),
    },
    fanOut: { kind: fanOut.kind, limit: fanOut.limit ?? null },
  };
}

/** A layer that nobody asked for stands nowhere. */
function layerOf({ file, source }: LintedFile, { kind, name, attempts, at }: Layer): object {
  return { kind, name, attempts: known(attempts), file: at ? file : null, line: at ? place(source, at.start).line : null };
}

function range(source: LintedFile['source'], { start, end }: Span): object {
  const last = place(source, end);
  return { ...place(source, start), endLine: last.line, endColumn: last.column };
}

/** JSON has no infinity: a number without a bound is not known either. */
function known<T>(value: T | 'unknown' | 'unbounded'): T | null {
  return value === 'unknown' || value === 'unbounded' ? null : value;
}
