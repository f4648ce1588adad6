import type { Cause } from '../cause';
import { docs } from '../docs';
import { messageMatch } from '../facts';

export const creditBalance: Cause = {
  id: 'credit-balance',
  kind: 'limit',
  title: 'No credit left',
  match: (evidence) => {
    const said = messageMatch(evidence, /credit balance (?:is )?too low/i);
    if (said) return said;
    if (evidence.errorCode !== undefined || evidence.gateway !== undefined) return undefined;
    return (evidence.status === 402 && evidence.provider === 'anthropic') || evidence.errorType === 'billing_error' ? { confidence: 'medium', evidence: [{ text: 'The answer is a billing error (402)' }] } : undefined;
  },
  waiting: () => ({ helps: 'no', text: 'No retry succeeds until credit is added.' }),
  advice: () => ['Add credit, or switch on automatic reload, under Billing in the [Claude Console](https://platform.claude.com/settings/billing).', 'Check that the key belongs to the organization that has the credit.'],
  retry: () => 'useless',
  sources: [docs.errors],
};
