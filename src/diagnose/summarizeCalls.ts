import type { Analysis } from '../lint/analysis';
import { type SourceText, type Span, rangeIn } from '../lint/source';
import type { CallSummary } from './callSummary';

/** What a diagnosis needs of the calls of one file; `file` is how the report names it. */
export function summarizeCalls(file: string, source: SourceText, { calls, findings }: Pick<Analysis, 'calls' | 'findings'>): readonly CallSummary[] {
  const about = (calleeSpan: Span) => findings.filter(({ span }) => span.start === calleeSpan.start && span.end === calleeSpan.end);
  return calls.map(({ span, calleeSpan, api, provider, model, streaming, policy }): CallSummary => {
    const { start: { line, column }, end, part } = rangeIn(source, span);
    const { state, attempts, maxWaitSeconds, retryAfter, covers429, covers529 } = policy;
    return {
      file,
      ...(typeof part === 'number' ? { cell: part } : {}),
      line: line + 1,
      column: column + 1,
      ...(end.line === line ? {} : { endLine: end.line + 1 }),
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
      rules: about(calleeSpan).map(({ rule }) => rule),
      findings: about(calleeSpan).map(({ message }) => message),
    };
  });
}
