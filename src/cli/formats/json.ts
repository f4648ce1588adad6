import type { ClaudeCall } from '../../lint/call';
import type { Finding } from '../../lint/finding';
import type { Layer } from '../../lint/policy/layer';
import { ruleNamed } from '../../lint/rules/lookup';
import type { LintedFile } from '../lintPaths';
import type { InventoryFormat } from './format';
import { placeOf } from './place';

/**
 * For other programs. Both texts have a version; within it, names keep their meaning and none goes away.
 * Lines and columns count from 1, and what is not known is null. A place in a notebook has a `cell`, counted from 0, and its line counts there.
 */
export const json: InventoryFormat = {
  id: 'json',
  check: ({ files }) => print({ version: 1, findings: files.flatMap((file) => file.analysis.findings.map((finding) => findingOf(file, finding))) }),
  calls: (files) => print({ version: 1, calls: files.flatMap((file) => file.analysis.calls.map((call) => callOf(file, call))) }),
};

function print(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function findingOf(file: LintedFile, { rule, severity, span, message, reasons }: Finding): object {
  return {
    ...placeOf(file, span),
    rule,
    severity,
    message,
    url: ruleNamed(rule)?.docsUrl ?? null,
    reasons: reasons.map((reason) => ({ ...placeOf(file, reason.span), message: reason.message })),
  };
}

function callOf(file: LintedFile, call: ClaudeCall): object {
  const { language, provider, via, library, api, streaming, model, policy, fanOut } = call;
  return {
    ...placeOf(file, call.span),
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
    reasons: call.reasons.map((reason) => ({ ...placeOf(file, reason.span), message: reason.message })),
  };
}

/** A layer that nobody asked for stands nowhere. */
function layerOf(file: LintedFile, { kind, name, attempts, at }: Layer): object {
  const where = at && placeOf(file, at);
  return { kind, name, attempts: known(attempts), file: where?.file ?? null, ...(where?.cell !== undefined && { cell: where.cell }), line: where?.line ?? null };
}

/** JSON has no infinity: a number without a bound is not known either. */
function known<T>(value: T | 'unknown' | 'unbounded'): T | null {
  return value === 'unknown' || value === 'unbounded' ? null : value;
}
