import type { Analysis } from '../lint/analysis';
import { describeLayer } from '../lint/policy/explain';
import { type SourceText, rangeIn } from '../lint/source';
import type { CallSummary } from './callSummary';

/** What a diagnosis needs of the calls of one file; `file` is how the report names it. */
export function summarizeCalls(file: string, source: SourceText, { calls, findings }: Pick<Analysis, 'calls' | 'findings'>): readonly CallSummary[] {
  return calls.map(({ span, calleeSpan, api, provider, model, streaming, language, library, fanOut, policy }): CallSummary => {
    const { start: { line, column }, end, part } = rangeIn(source, span);
    const { state, attempts, maxWaitSeconds, retryAfter, covers429, covers529, layers } = policy;
    const own = findings.filter((finding) => finding.span.start === calleeSpan.start && finding.span.end === calleeSpan.end);
    return {
      file,
      ...(typeof part === 'number' ? { cell: part } : {}),
      line: line + 1,
      column: column + 1,
      endLine: end.line + 1,
      api,
      provider,
      ...(model === undefined ? {} : { model }),
      streaming,
      languageId: language,
      library,
      state,
      attempts,
      maxWaitSeconds,
      retryAfter,
      covers429,
      covers529,
      layers: layers.map((layer) => ({ text: describeLayer(layer), attempts: layer.attempts, acts: layer.covers429 === true && layer.attempts !== 1 })),
      fanOut: fanOut.kind,
      findings: own.map(({ message }) => message),
      rules: own.map(({ rule }) => rule),
    };
  });
}
