import type { Analysis } from '../lint/analysis';
import { type SourceText, rangeIn } from '../lint/source';
import type { CallSummary } from './callSummary';

/** What a diagnosis needs of the calls of one file; `file` is how the report names it. */
export function summarizeCalls(file: string, source: SourceText, { calls, findings }: Pick<Analysis, 'calls' | 'findings'>): readonly CallSummary[] {
  return calls.map(({ span, calleeSpan, api, provider, model, streaming, policy }): CallSummary => {
    const { start: { line, column }, part } = rangeIn(source, span);
    const { state, attempts, maxWaitSeconds, retryAfter, covers429, covers529 } = policy;
    return {
      file,
      ...(typeof part === 'number' ? { cell: part } : {}),
      line: line + 1,
      column: column + 1,
      api,
      provider,
      ...(model === undefined ? {} : { model }),
      streaming,
      state,
      attempts,
      maxWaitSeconds,
      retryAfter,
      covers429,
      covers529,
      findings: findings.filter((finding) => finding.span.start === calleeSpan.start && finding.span.end === calleeSpan.end).map(({ message }) => message),
    };
  });
}
