import { currentModel } from './currentModel';
import { currentRequest } from './currentRequest';
import { addJitter } from './addJitter';
import { awaitClient } from './awaitClient';
import { awaitSleep } from './awaitSleep';
import { boundFanOut } from './boundFanOut';
import type { Fix } from './fix';
import { honourRetryAfter } from './honourRetryAfter';
import { limitAttempts } from './limitAttempts';
import { raiseAttempts } from './raiseAttempts';
import { repairCondition } from './repairCondition';
import { retryOverloaded } from './retryOverloaded';
import { keyFromEnvironment } from './keyFromEnvironment';
import { makeClientOnce } from './makeClientOnce';
import { raiseAtTheEnd } from './raiseAtTheEnd';
import { retryBeforeOutput } from './retryBeforeOutput';
import { retryStreamError } from './retryStreamError';
import { setSdkRetries } from './setSdkRetries';
import { switchOffInnerRetries } from './switchOffInnerRetries';
import { useOwnHelper } from './useOwnHelper';
import { useRetryLibrary } from './useRetryLibrary';
import { wrapInBackoff } from './wrapInBackoff';

/** All fixes; where several would be the preferred one, the first here is. */
export const fixes: readonly Fix[] = [
  useOwnHelper,
  setSdkRetries,
  repairCondition,
  retryOverloaded,
  raiseAttempts,
  limitAttempts,
  honourRetryAfter,
  addJitter,
  wrapInBackoff,
  switchOffInnerRetries,
  raiseAtTheEnd,
  retryBeforeOutput,
  boundFanOut,
  awaitSleep,
  awaitClient,
  currentModel,
  currentRequest,
  keyFromEnvironment,
];
export const fixes: readonly Fix[] = [useOwnHelper, setSdkRetries, useRetryLibrary, wrapInBackoff, switchOffInnerRetries];
export const fixes: readonly Fix[] = [setSdkRetries, wrapInBackoff, switchOffInnerRetries, boundFanOut, awaitSleep, awaitClient, raiseAtTheEnd, retryBeforeOutput, retryStreamError];
export const fixes: readonly Fix[] = [setSdkRetries, wrapInBackoff, switchOffInnerRetries, boundFanOut, awaitSleep, awaitClient, raiseAtTheEnd, retryBeforeOutput, retryStreamError, makeClientOnce];
