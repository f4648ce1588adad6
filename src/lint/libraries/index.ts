import { anthropicPython } from './anthropicPython';
import { anthropicSdk } from './anthropicSdk';
import { asyncRetry } from './asyncRetry';
import { axios } from './axios';
import { backoff } from './backoff';
import { fetch } from './fetch';
import { fetchRetry } from './fetchRetry';
import { got } from './got';
import { httpx } from './httpx';
import { ky } from './ky';
import type { LibraryModel } from './model';
import { nestAxios } from './nestAxios';
import { nodeHttp } from './nodeHttp';
import { obsidian } from './obsidian';
import { ofetch } from './ofetch';
import { bottleneck, pLimit, pQueue } from './pLimit';
import { pRetry } from './pRetry';
import { requests } from './requests';
import { superagent } from './superagent';
import { tenacity } from './tenacity';
import { undici } from './undici';
import { urlFetchApp } from './urlFetchApp';
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
  pRetry,
  asyncRetry,
  tenacity,
  backoff,
  pLimit,
  pQueue,
  bottleneck,
];
