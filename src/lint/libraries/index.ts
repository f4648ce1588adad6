import { aiohttp } from './aiohttp';
import { anthropicPython } from './anthropicPython';
import { anthropicSdk } from './anthropicSdk';
import { asyncRetry } from './asyncRetry';
import { axios } from './axios';
import { backoff } from './backoff';
import { celery } from './celery';
import { claudeAgentSdk } from './claudeAgentSdk';
import { fetch } from './fetch';
import { googleApiCore } from './googleApiCore';
import { httpClient } from './httpClient';
import { httpx } from './httpx';
import type { LibraryModel } from './model';
import { bottleneck, pLimit, pQueue } from './pLimit';
import { pRetry } from './pRetry';
import { prefect } from './prefect';
import { pythonSession } from './pythonSession';
import { requests } from './requests';
import { retry } from './retry';
import { retrying } from './retrying';
import { aiolimiter, pyrateLimiter, ratelimit, semaphore } from './semaphore';
import { stamina } from './stamina';
import { temporalio } from './temporalio';
import { tenacity } from './tenacity';
import { urllib3 } from './urllib3';
import { urllibRequest } from './urllibRequest';

/** Every package that Headroom knows. */
export const libraries: readonly LibraryModel[] = [
  anthropicSdk,
  anthropicPython,
  claudeAgentSdk,
  fetch,
  axios,
  requests,
  httpx,
  aiohttp,
  urllib3,
  urllibRequest,
  httpClient,
  pythonSession,
  pRetry,
  asyncRetry,
  tenacity,
  backoff,
  stamina,
  retrying,
  retry,
  googleApiCore,
  celery,
  prefect,
  temporalio,
  semaphore,
  aiolimiter,
  ratelimit,
  pyrateLimiter,
  pLimit,
  pQueue,
  bottleneck,
];
