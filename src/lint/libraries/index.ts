import { aiohttp } from './aiohttp';
import { anthropicPython } from './anthropicPython';
import { anthropicSdk } from './anthropicSdk';
import { asyncRetry } from './asyncRetry';
import { axios } from './axios';
import { backoff } from './backoff';
import { celery } from './celery';
import { fetch } from './fetch';
import { fetchRetry } from './fetchRetry';
import { googleApiCore } from './googleApiCore';
import { got } from './got';
import { httpClient } from './httpClient';
import { httpx } from './httpx';
import { ky } from './ky';
import type { LibraryModel } from './model';
import { nestAxios } from './nestAxios';
import { nodeHttp } from './nodeHttp';
import { obsidian } from './obsidian';
import { ofetch } from './ofetch';
import { bottleneck, pLimit, pQueue } from './pLimit';
import { prefect } from './prefect';
import { pRetry } from './pRetry';
import { requests } from './requests';
import { retry } from './retry';
import { retrying } from './retrying';
import { aiolimiter, pyrateLimiter, ratelimit, semaphore } from './semaphore';
import { stamina } from './stamina';
import { superagent } from './superagent';
import { temporalio } from './temporalio';
import { tenacity } from './tenacity';
import { undici } from './undici';
import { urlFetchApp } from './urlFetchApp';
import { urllib3 } from './urllib3';
import { urllibRequest } from './urllibRequest';
import { wretch } from './wretch';

/** Every package that Headroom knows. */
export const libraries: readonly LibraryModel[] = [
  anthropicSdk,
  anthropicPython,
  fetch,
  fetchRetry,
  axios,
  got,
  ky,
  ofetch,
  superagent,
  wretch,
  undici,
  nodeHttp,
  nestAxios,
  obsidian,
  urlFetchApp,
  requests,
  httpx,
  aiohttp,
  urllib3,
  urllibRequest,
  httpClient,
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
