import { aiohttp } from './aiohttp';
import { aiSdk } from './aiSdk';
import { anthropicPython } from './anthropicPython';
import { anthropicSdk } from './anthropicSdk';
import { asyncRetry } from './asyncRetry';
import { axios } from './axios';
import { backoff } from './backoff';
import { bedrockRuntime } from './bedrockRuntime';
import { celery } from './celery';
import { claudeAgentSdk } from './claudeAgentSdk';
import { claudeAgentSdkPython } from './claudeAgentSdkPython';
import { cockatiel } from './cockatiel';
import { effect } from './effect';
import { exponentialBackoff } from './exponentialBackoff';
import { fetch } from './fetch';
import { fetchRetry } from './fetchRetry';
import { genkit } from './genkit';
import { googleApiCore } from './googleApiCore';
import { got } from './got';
import { httpClient } from './httpClient';
import { httpx } from './httpx';
import { inngest, triggerDev } from './inngest';
import { instructor } from './instructor';
import { ky } from './ky';
import { langchain } from './langchain';
import { lifeomicAttempt } from './lifeomicAttempt';
import { llamaIndex } from './llamaIndex';
import { mastra } from './mastra';
import type { LibraryModel } from './model';
import { nestAxios } from './nestAxios';
import { nodeHttp } from './nodeHttp';
import { nodeRetry } from './nodeRetry';
import { obsidian } from './obsidian';
import { ofetch } from './ofetch';
import { openai } from './openai';
import { openrouterSdk } from './openrouterSdk';
import { opossum } from './opossum';
import { bottleneck, pLimit, pQueue, pThrottle } from './pLimit';
import { asyncLibrary, pMap, promisePool } from './pMap';
import { prefect } from './prefect';
import { pRetry } from './pRetry';
import { promiseRetry } from './promiseRetry';
import { pythonSession } from './pythonSession';
import { requests } from './requests';
import { retry } from './retry';
import { retrying } from './retrying';
import { rxjs } from './rxjs';
import { aiolimiter, pyrateLimiter, ratelimit, semaphore } from './semaphore';
import { stamina } from './stamina';
import { superagent } from './superagent';
import { temporalio } from './temporalio';
import { tenacity } from './tenacity';
import { tsRetry } from './tsRetry';
import { tsRetryPromise } from './tsRetryPromise';
import { undici } from './undici';
import { urlFetchApp } from './urlFetchApp';
import { urllib3 } from './urllib3';
import { urllibRequest } from './urllibRequest';
import { wretch } from './wretch';

/** Every package that Headroom knows. */
export const libraries: readonly LibraryModel[] = [
  anthropicSdk,
  anthropicPython,
  claudeAgentSdk,
  claudeAgentSdkPython,
  aiSdk,
  langchain,
  mastra,
  llamaIndex,
  instructor,
  genkit,
  bedrockRuntime,
  openai,
  openrouterSdk,
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
  pythonSession,
  pRetry,
  asyncRetry,
  retry,
  promiseRetry,
  nodeRetry,
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
  stamina,
  retrying,
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
  pThrottle,
  pMap,
  asyncLibrary,
  promisePool,
  inngest,
  triggerDev,
];
