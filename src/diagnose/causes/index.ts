import type { Cause } from '../cause';
import { accelerationLimit } from './accelerationLimit';
import { authentication } from './authentication';
import { bedrockThrottling } from './bedrockThrottling';
import { concurrentConnections } from './concurrentConnections';
import { creditBalance } from './creditBalance';
import { entitlementGate } from './entitlementGate';
import { inputTokensPerMinute } from './inputTokensPerMinute';
import { longContextEntitlement } from './longContextEntitlement';
import { notARateLimit } from './notARateLimit';
import { outputTokensPerMinute } from './outputTokensPerMinute';
import { overloaded } from './overloaded';
import { requestsPerMinute } from './requestsPerMinute';
import { selfSetSpendLimit } from './selfSetSpendLimit';
import { spendCap } from './spendCap';
import { subscriptionLimit } from './subscriptionLimit';
import { tokensPerDay } from './tokensPerDay';
import { vertexQuota } from './vertexQuota';

/** All causes. Where two fit equally well, the earlier one comes first. */
export const causes: readonly Cause[] = [
  requestsPerMinute,
  inputTokensPerMinute,
  outputTokensPerMinute,
  accelerationLimit,
  concurrentConnections,
  spendCap,
  longContextEntitlement,
  overloaded,
  selfSetSpendLimit,
  creditBalance,
  tokensPerDay,
  subscriptionLimit,
  entitlementGate,
  bedrockThrottling,
  vertexQuota,
  authentication,
  notARateLimit,
];
