import type { RuleId } from '../finding';
import type { QuickFix } from '../quickFix';
import type { FileFixRequest, Fix, FixRequest } from './fix';

/** The fixes for one finding of a call, at most one of them preferred, and one that may change more than how often and when the call is sent says so. A fix that throws is left out, so that the others still come. */
export function proposals(fixes: readonly Fix[], request: FixRequest): readonly QuickFix[] {
  return offered(fixes, request.finding.rule, (fix) => fix.propose?.(request));
}

/** The same for a finding of a file. */
export function fileProposals(fixes: readonly Fix[], request: FileFixRequest): readonly QuickFix[] {
  return offered(fixes, request.finding.rule, (fix) => fix.proposeForFile?.(request));
}

function offered(fixes: readonly Fix[], rule: RuleId, propose: (fix: Fix) => QuickFix | undefined): readonly QuickFix[] {
  const found = fixes.filter(({ rules }) => rules.includes(rule)).flatMap((fix) => attempt(() => propose(fix)) ?? []);
  const first = found.findIndex(({ preferred }) => preferred);
  return found.map((fix, index) => ({ ...fix, title: fix.safe ? fix.title : `${fix.title} (unsafe)`, preferred: fix.preferred && index === first }));
}

function attempt(propose: () => QuickFix | undefined): QuickFix | undefined {
  try {
    return propose();
  } catch {
    return undefined;
  }
}
