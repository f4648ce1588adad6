import type { Analysis } from './analysis';
import type { ClaudeCall } from './call';
import type { Reason } from './finding';
import type { Location } from './source';

/** An analysis with every place that may lie in another file replaced. */
export function mapLocations(analysis: Analysis, change: (at: Location) => Location): Analysis {
  const reasons = (list: readonly Reason[]) => list.map((reason) => ({ ...reason, span: change(reason.span) }));
  const call = (one: ClaudeCall): ClaudeCall => ({
    ...one,
    reasons: reasons(one.reasons),
    fanOut: { ...one.fanOut, ...(one.fanOut.at && { at: change(one.fanOut.at) }) },
    policy: { ...one.policy, layers: one.policy.layers.map((layer) => ({ ...layer, ...(layer.at && { at: change(layer.at) }) })) },
  });
  return { ...analysis, calls: analysis.calls.map(call), findings: analysis.findings.map((finding) => ({ ...finding, reasons: reasons(finding.reasons) })) };
}
