import { effectivePolicy } from '../policy/effectivePolicy';
import type { QuickFix } from '../quickFix';
import { nestedRetries } from '../rules/nestedRetries';
import type { Fix, FixRequest } from './fix';
import { withoutSdkRetries } from './requestRetries';
import { retriesOff } from './retriesOff';

/** Leaves the retries to the guard around a call: the SDK’s own, which run inside of each of its attempts, are switched off for this call. */
export const switchOffInnerRetries: Fix = {
  id: 'switch-off-inner-retries',
  summary: 'Switches the retries of the SDK off for a call that a guard repeats. Unsafe: the guard may wait for less than the server says.',
  rules: ['nested-retries'],
  propose,
};

function propose({ site, text }: FixRequest): QuickFix | undefined {
  const edits = withoutSdkRetries(site, text);
  if (!edits || edits.length === 0) return undefined;
  const { policy } = site.call;
  // Guards that multiply with each other are left to a person.
  if (nestedRetries.check?.({ ...site.call, policy: effectivePolicy(policy.layers.map(retriesOff)) }, { today: undefined }) !== undefined) return undefined;
  const title = `Leave the retries to the guard around it (${site.call.language === 'python' ? 'max_retries=0' : 'maxRetries: 0'} for this call)`;
  // The SDK waits as the server tells it, which the guard may not do.
  return { fix: switchOffInnerRetries.id, title, safe: false, preferred: true, edits };
}
