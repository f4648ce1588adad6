import { anthropicPython } from './anthropicPython';
import { anthropicSdk } from './anthropicSdk';
import { asyncRetry } from './asyncRetry';
import { axios } from './axios';
import { backoff } from './backoff';
import { cockatiel } from './cockatiel';
import { effect } from './effect';
import { exponentialBackoff } from './exponentialBackoff';
import { fetch } from './fetch';
import { httpx } from './httpx';
import { inngest, triggerDev } from './inngest';
import { lifeomicAttempt } from './lifeomicAttempt';
import type { LibraryModel } from './model';
import { opossum } from './opossum';
import { bottleneck, pLimit, pQueue, pThrottle } from './pLimit';
import { asyncLibrary, pMap, promisePool } from './pMap';
import { pRetry } from './pRetry';
import { promiseRetry } from './promiseRetry';
import { requests } from './requests';
import { retry } from './retry';
import { rxjs } from './rxjs';
import { tenacity } from './tenacity';
import { tsRetry } from './tsRetry';
import { tsRetryPromise } from './tsRetryPromise';

/** Every package that Headroom knows. */
export const libraries: readonly LibraryModel[] = [
  anthropicSdk,
  anthropicPython,
  fetch,
  axios,
  requests,
  httpx,
  pRetry,
  asyncRetry,
  retry,
  promiseRetry,
  exponentialBackoff,
  tsRetry,
  tsRetryPromise,
  lifeomicAttempt,
  cockatiel,
  opossum,
  effect,
  rxjs,
  tenacity,
  backoff,
  pLimit,
  pQueue,
  bottleneck,
  pThrottle,
  pMap,
  asyncLibrary,
  promisePool,
  inngest,
  triggerDev,
];
