import { currentModel } from './currentModel';
import { currentRequest } from './currentRequest';
import type { Fix } from './fix';
import { repairCondition } from './repairCondition';
import { retryOverloaded } from './retryOverloaded';
import { keyFromEnvironment } from './keyFromEnvironment';
import { setSdkRetries } from './setSdkRetries';
import { switchOffInnerRetries } from './switchOffInnerRetries';
import { wrapInBackoff } from './wrapInBackoff';

/** All fixes; where several would be the preferred one, the first here is. */
export const fixes: readonly Fix[] = [setSdkRetries, repairCondition, retryOverloaded, wrapInBackoff, switchOffInnerRetries, currentModel, currentRequest, keyFromEnvironment];
