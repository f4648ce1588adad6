import type { Cause } from '../cause';
import { accelerationLimit } from './accelerationLimit';
import { authentication } from './authentication';
import { batchQueue } from './batchQueue';
import { bedrockThrottling } from './bedrockThrottling';
import { burst } from './burst';
import { concurrentConnections } from './concurrentConnections';
import { contractSpendCap } from './contractSpendCap';
import { creditBalance } from './creditBalance';
import { entitlementGate } from './entitlementGate';
import { fastModeLimit } from './fastModeLimit';
import { gatewayLimit } from './gatewayLimit';
import { inputTokensPerMinute } from './inputTokensPerMinute';
import { longContextEntitlement } from './longContextEntitlement';
import { nestedRetries } from './nestedRetries';
import { neverFits } from './neverFits';
import { notARateLimit } from './notARateLimit';
import { outputTokensPerMinute } from './outputTokensPerMinute';
import { overloaded } from './overloaded';
import { ownPings } from './ownPings';
import { priorityCapacity } from './priorityCapacity';
import { requestsPerMinute } from './requestsPerMinute';
import { scheduledPeaks } from './scheduledPeaks';
import { selfSetSpendLimit } from './selfSetSpendLimit';
import { sharedOrganization } from './sharedOrganization';
import { spendCap } from './spendCap';
import { streamError } from './streamError';
import { subscriptionLimit } from './subscriptionLimit';
import { tokensPerDay } from './tokensPerDay';
import { vertexQuota } from './vertexQuota';
import { workspaceLimit } from './workspaceLimit';

/** All causes: the limits, and after them what drives traffic to a limit. Where two fit equally well, the earlier one comes first. */
export const causes: readonly Cause[] = [
  streamError,
  workspaceLimit,
  fastModeLimit,
  priorityCapacity,
  batchQueue,
  neverFits,
  burst,
  requestsPerMinute,
  inputTokensPerMinute,
  outputTokensPerMinute,
  accelerationLimit,
  concurrentConnections,
  contractSpendCap,
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
  gatewayLimit,
  authentication,
  notARateLimit,
  nestedRetries,
  sharedOrganization,
  scheduledPeaks,
  ownPings,
];
