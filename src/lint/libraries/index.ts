import { agentKit } from './agentKit';
import { agno } from './agno';
import { aiohttp } from './aiohttp';
import { aiSdk } from './aiSdk';
import { aisuite } from './aisuite';
import { anthropicPython } from './anthropicPython';
import { anthropicSdk } from './anthropicSdk';
import { asyncRetry } from './asyncRetry';
import { autogen } from './autogen';
import { axios } from './axios';
import { backoff } from './backoff';
import { bedrockRuntime } from './bedrockRuntime';
import { boto3 } from './boto3';
import { browserUse } from './browserUse';
import { celery } from './celery';
import { claudeAgentSdk } from './claudeAgentSdk';
import { claudeAgentSdkPython } from './claudeAgentSdkPython';
import { cockatiel } from './cockatiel';
import { crewai } from './crewai';
import { dspy } from './dspy';
import { effect } from './effect';
import { exponentialBackoff } from './exponentialBackoff';
import { fetch } from './fetch';
import { fetchRetry } from './fetchRetry';
import { genkit } from './genkit';
import { googleApiCore } from './googleApiCore';
import { got } from './got';
import { haystack } from './haystack';
import { httpClient } from './httpClient';
import { httpx } from './httpx';
import { inngest, triggerDev } from './inngest';
import { instructor } from './instructor';
import { instructorPython } from './instructorPython';
import { jobQueues } from './jobQueues';
import { ky } from './ky';
import { langchain } from './langchain';
import { langchainPython } from './langchainPython';
import { lifeomicAttempt } from './lifeomicAttempt';
import { litellm } from './litellm';
import { llamaIndex } from './llamaIndex';
import { llamaIndexPython } from './llamaIndexPython';
import { mastra } from './mastra';
import type { LibraryModel } from './model';
import { nestAxios } from './nestAxios';
import { nodeHttp } from './nodeHttp';
import { nodeRetry } from './nodeRetry';
import { obsidian } from './obsidian';
import { ofetch } from './ofetch';
import { openai } from './openai';
import { openaiPython } from './openaiPython';
import { openrouterSdk } from './openrouterSdk';
import { opossum } from './opossum';
import { bottleneck, pLimit, pQueue, pThrottle } from './pLimit';
import { asyncLibrary, pMap, promisePool } from './pMap';
import { prefect } from './prefect';
import { pRetry } from './pRetry';
import { promiseRetry } from './promiseRetry';
import { pydanticAi } from './pydanticAi';
import { pythonSession } from './pythonSession';
import { requests } from './requests';
import { retry } from './retry';
import { retrying } from './retrying';
import { rxjs } from './rxjs';
import { aiolimiter, pyrateLimiter, ratelimit, semaphore } from './semaphore';
import { smolagents } from './smolagents';
import { stamina } from './stamina';
import { strands } from './strands';
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
  agentKit,
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
  jobQueues,
  triggerDev,
  boto3,
  langchainPython,
  litellm,
  openaiPython,
  instructorPython,
  llamaIndexPython,
  pydanticAi,
  dspy,
  crewai,
  smolagents,
  agno,
  browserUse,
  strands,
  haystack,
  autogen,
  aisuite,
];
