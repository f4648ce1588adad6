import { blockingWait } from './blockingWait';
import { clientPerCall } from './clientPerCall';
import { hardcodedKey } from './hardcodedKey';
import { ineffectiveRetry } from './ineffectiveRetry';
import { matchesErrorText } from './matchesErrorText';
import { missesOverloaded } from './missesOverloaded';
import { missingJitter } from './missingJitter';
import { nestedRetries } from './nestedRetries';
import { outdatedRequest } from './outdatedRequest';
import { retiringModel } from './retiringModel';
import { retriesPermanentErrors } from './retriesPermanentErrors';
import { retryAfterIgnored } from './retryAfterIgnored';
import { retryAfterOutput } from './retryAfterOutput';
import type { Rule } from './rule';
import { swallowedFailure } from './swallowedFailure';
import { unboundedFanOut } from './unboundedFanOut';
import { unboundedRetry } from './unboundedRetry';
import { unboundedWait } from './unboundedWait';
import { unhandledStreamError } from './unhandledStreamError';
import { unretriedCall } from './unretriedCall';
import { unusedSuppression } from './unusedSuppression';
import { weakRetry } from './weakRetry';

/** All rules, in the order in which their findings about one call stand. */
export const rules: readonly Rule[] = [unretriedCall, ineffectiveRetry, weakRetry, unboundedRetry, unboundedWait, nestedRetries, swallowedFailure, missesOverloaded, retryAfterIgnored, retriesPermanentErrors, missingJitter, unboundedFanOut, clientPerCall, retiringModel, hardcodedKey, outdatedRequest, blockingWait, matchesErrorText, unhandledStreamError, retryAfterOutput, unusedSuppression];
