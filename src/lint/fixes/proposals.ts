import type { QuickFix } from '../quickFix';
import type { Fix, FixRequest } from './fix';

/** The fixes for one finding, at most one of them preferred, and one that may change more than how often and when the call is sent says so. A fix that throws is left out, so that the others still come. */
export function proposals(fixes: readonly Fix[], request: FixRequest): readonly QuickFix[] {
  const found = fixes.filter(({ rules }) => rules.includes(request.finding.rule)).flatMap((fix) => attempt(fix, request) ?? []);
  const first = found.findIndex(({ preferred }) => preferred);
  return found.map((fix, index) => ({ ...fix, title: fix.safe ? fix.title : `${fix.title} (unsafe)`, preferred: fix.preferred && index === first }));
}

function attempt(fix: Fix, request: FixRequest): QuickFix | undefined {
  try {
    return fix.propose(request);
  } catch {
    return undefined;
  }
}
