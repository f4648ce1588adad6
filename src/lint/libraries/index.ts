import { aiSdk } from './aiSdk';
import { anthropicPython } from './anthropicPython';
import { anthropicSdk } from './anthropicSdk';
import { asyncRetry } from './asyncRetry';
import { axios } from './axios';
import { backoff } from './backoff';
import { bedrockRuntime } from './bedrockRuntime';
import { claudeAgentSdk } from './claudeAgentSdk';
import { fetch } from './fetch';
import { genkit } from './genkit';
import { httpx } from './httpx';
import { instructor } from './instructor';
import { langchain } from './langchain';
import { llamaIndex } from './llamaIndex';
import { mastra } from './mastra';
import type { LibraryModel } from './model';
import { openai } from './openai';
import { openrouterSdk } from './openrouterSdk';
import { bottleneck, pLimit, pQueue } from './pLimit';
import { pRetry } from './pRetry';
import { requests } from './requests';
import { tenacity } from './tenacity';

/** Every package that Headroom knows. */
export const libraries: readonly LibraryModel[] = [
  anthropicSdk,
  anthropicPython,
  claudeAgentSdk,
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
  axios,
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
