import type { Scenario } from './scenario';

/** Limits of money: no retry gets through, and the SDKs cannot tell a 429 of this kind from others. */
export const scenariosOfSpending: readonly Scenario[] = [
  { id: 'spend-cap', title: 'The monthly spend cap of the tier', about: 'A 429 with `enforced_spend_limit_reached` and no `retry-after`, until the first of the next month.', isSurvivable: false, faults: [{ kind: 'spend-limit' }] },
  { id: 'contract-spend-cap', title: 'The spend cap of a contract', about: 'A 429 with `contract_spend_limit_reached` and no `retry-after`.', isSurvivable: false, faults: [{ kind: 'contract-spend-limit' }] },
  { id: 'self-set-spend-limit', title: 'A spend limit that you set', about: 'A 400 that names the day on which access comes back.', isSurvivable: false, faults: [{ kind: 'workspace-spend-limit' }] },
  { id: 'credit-balance', title: 'No credit left', about: 'A 400: the credit balance is too low.', isSurvivable: false, faults: [{ kind: 'credit-balance' }] },
];
