import type { Cause } from '../cause';
import { docs } from '../docs';
import { codeMatch } from '../facts';

/** Source of the codes: `error-classes` of @anthropic-ai/sdk 1.13.0; the first is a 429, the others are a 402. */
const codes = ['contract_spend_limit_reached', 'linked_organization_spend_limit_reached', 'linked_organization_billing_unavailable'];

export const contractSpendCap: Cause = {
  id: 'contract-spend-cap',
  kind: 'limit',
  title: 'The spend cap of a contract is reached',
  match: (evidence) => {
    const match = codeMatch(evidence, codes);
    return match && evidence.errorCode?.startsWith('linked_') ? { ...match, title: 'The spending of a linked organization is stopped' } : match;
  },
  waiting: () => ({ helps: 'no', text: 'No retry succeeds until the contract\'s limit is raised or renewed.' }),
  advice: ({ errorCode }) => [
    errorCode?.startsWith('linked_') ? 'The limit is one of the linked organization: its administrator can raise it or mend its billing.' : 'Ask the person who manages your organization\'s contract, or your contact at Anthropic, to raise or renew it.',
    'Stop retrying on this error code: branch on `error.details.error_code` (`err.errorCode` in the TypeScript SDK) and fail at once with a clear message.',
    'Watch spend and warn before the cap; caching, batches and a cheaper model stretch it.',
  ],
  retry: () => 'useless',
  sources: [docs.errors],
};
