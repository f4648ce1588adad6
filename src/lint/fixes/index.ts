import { addJitter } from './addJitter';
import { askTheError } from './askTheError';
import { awaitClient } from './awaitClient';
import { awaitSleep } from './awaitSleep';
import { boundFanOut } from './boundFanOut';
import { currentModel } from './currentModel';
import { currentRequest } from './currentRequest';
import { endAtSpendLimit } from './endAtSpendLimit';
import type { Fix } from './fix';
import { honourRetryAfter } from './honourRetryAfter';
import { keyFromEnvironment } from './keyFromEnvironment';
import { limitAttempts } from './limitAttempts';
import { limitWait } from './limitWait';
import { makeClientOnce } from './makeClientOnce';
import { moveBackoffHelper } from './moveBackoffHelper';
import { raiseAttempts } from './raiseAttempts';
import { raiseAtTheEnd } from './raiseAtTheEnd';
import { repairCondition } from './repairCondition';
import { retryBeforeOutput } from './retryBeforeOutput';
import { retryOverloaded } from './retryOverloaded';
import { retryStreamError } from './retryStreamError';
import { setSdkRetries } from './setSdkRetries';
import { shareBackoffHelper } from './shareBackoffHelper';
import { sparePermanentErrors } from './sparePermanentErrors';
import { switchOffInnerRetries } from './switchOffInnerRetries';
import { useOwnHelper } from './useOwnHelper';
import { useRetryLibrary } from './useRetryLibrary';
import { wrapInBackoff } from './wrapInBackoff';

/** All fixes; where several would be the preferred one, the first here is. */
export const fixes: readonly Fix[] = [
  useOwnHelper,
  setSdkRetries,
  endAtSpendLimit,
  repairCondition,
  retryOverloaded,
  raiseAttempts,
  limitAttempts,
  honourRetryAfter,
  limitWait,
  sparePermanentErrors,
  addJitter,
  useRetryLibrary,
  shareBackoffHelper,
  moveBackoffHelper,
  wrapInBackoff,
  switchOffInnerRetries,
  raiseAtTheEnd,
  retryBeforeOutput,
  retryStreamError,
  boundFanOut,
  makeClientOnce,
  awaitSleep,
  awaitClient,
  askTheError,
  currentModel,
  currentRequest,
  keyFromEnvironment,
];
