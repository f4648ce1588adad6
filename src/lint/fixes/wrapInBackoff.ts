import type { QuickFix } from '../quickFix';
import { isGuard, mayBeGuarded } from '../policy/effectivePolicy';
import { backoffHelpers } from './backoffHelpers';
import type { Fix, FixRequest } from './fix';
import { helperEdits } from './helperEdits';
import { wrapping } from './wrapping';

/** Wraps a call in a helper that sends it again, and writes the helper into the file where it is missing. */
export const wrapInBackoff: Fix = {
  id: 'wrap-in-backoff',
  summary: 'Wraps the call in a backoff helper, which is written into the file where it is missing, and leaves the retries to it. Safe where nothing but sending again can change.',
  rules: ['unretried-call', 'ineffective-retry', 'weak-retry'],
  propose,
};

function propose({ site, finding, sites, text, parts, remember }: FixRequest): QuickFix | undefined {
  const { call, ref } = site;
  const wrap = mayBeGuarded(call.policy) ? undefined : wrapping(site, text);
  if (!wrap) return undefined;
  const { timing } = wrap;
  const helper = remember(`${wrapInBackoff.id} ${timing}`, () => helperEdits({ helper: backoffHelpers[call.language], part: timing, file: ref.chunk.file, language: call.language, sites, text, parts }));
  if (!helper) return undefined;
  const guarded = call.policy.layers.some(isGuard);
  return {
    fix: wrapInBackoff.id,
    title: `Wrap in a backoff helper (${helper.name})`,
    // What is there already may re-send connection errors, which would multiply.
    safe: !guarded && wrap.onlyResends,
    preferred: finding.rule === 'unretried-call' && !guarded,
    edits: [...helper.edits, ...wrap.edits(helper.name)],
  };
}
