import { aiohttp } from './aiohttp';
import { anthropicPython } from './anthropicPython';
import { anthropicSdk } from './anthropicSdk';
import { asyncRetry } from './asyncRetry';
import { axios } from './axios';
import { backoff } from './backoff';
import { fetch } from './fetch';
import { httpClient } from './httpClient';
import { httpx } from './httpx';
import type { LibraryModel } from './model';
import { bottleneck, pLimit, pQueue } from './pLimit';
import { pRetry } from './pRetry';
import { requests } from './requests';
import { tenacity } from './tenacity';
import { urllib3 } from './urllib3';
import { urllibRequest } from './urllibRequest';

/** Every package that Headroom knows. */
export const libraries: readonly LibraryModel[] = [
  anthropicSdk,
  anthropicPython,
  fetch,
  axios,
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
  pLimit,
  pQueue,
  bottleneck,
];
