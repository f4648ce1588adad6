import type { Analysis } from './analysis';
import type { ClaudeCall } from './call';
import type { Finding, Reason } from './finding';
import type { Layer, Repair, Repairs } from './policy/layer';
import type { Location } from './source';

type Mapping = (at: Location) => Location;

/** An analysis with every place that may lie in another file replaced. */
export function mapLocations(analysis: Analysis, to: Mapping): Analysis {
  const mapFinding = (finding: Finding): Finding => ({ ...finding, reasons: mapReasons(finding.reasons, to) });
  return {
    ...analysis,
    calls: analysis.calls.map((call) => mapCall(call, to)),
    findings: analysis.findings.map(mapFinding),
    suppressed: analysis.suppressed.map((one) => ({ ...one, finding: mapFinding(one.finding) })),
  };
}

/** A call with every place that may lie in another file replaced. */
export function mapCall(call: ClaudeCall, to: Mapping): ClaudeCall {
  return {
    ...call,
    reasons: mapReasons(call.reasons, to),
    fanOut: { ...call.fanOut, ...(call.fanOut.at && { at: to(call.fanOut.at) }) },
    policy: { ...call.policy, layers: mapLayers(call.policy.layers, to) },
  };
}

export function mapLayers(layers: readonly Layer[], to: Mapping): readonly Layer[] {
  return layers.map((layer) => ({ ...layer, ...(layer.at && { at: to(layer.at) }), ...(layer.repairs && { repairs: mapRepairs(layer.repairs, to) }) }));
}

function mapRepairs(repairs: Repairs, to: Mapping): Repairs {
  const mapped = ({ writes, ...rest }: Repair): Repair => ({ ...rest, writes: writes.map((write) => ({ ...write, at: to(write.at), ...(write.after && { after: to(write.after) }), ...(write.copied && { copied: to(write.copied) }), ...(write.sole && { sole: { ...write.sole, within: to(write.sole.within) } }) })) });
  return Object.fromEntries(Object.entries(repairs).map(([goal, repair]) => [goal, mapped(repair)]));
}

function mapReasons(reasons: readonly Reason[], to: Mapping): readonly Reason[] {
  return reasons.map((reason) => ({ ...reason, span: to(reason.span) }));
}
