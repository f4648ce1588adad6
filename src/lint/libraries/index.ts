import { agno } from './agno';
import { aisuite } from './aisuite';
import { anthropicPython } from './anthropicPython';
import { anthropicSdk } from './anthropicSdk';
import { asyncRetry } from './asyncRetry';
import { autogen } from './autogen';
import { axios } from './axios';
import { backoff } from './backoff';
import { boto3 } from './boto3';
import { crewai } from './crewai';
import { dspy } from './dspy';
import { fetch } from './fetch';
import { haystack } from './haystack';
import { httpx } from './httpx';
import { instructorPython } from './instructorPython';
import { langchainPython } from './langchainPython';
import { litellm } from './litellm';
import { llamaIndexPython } from './llamaIndexPython';
import type { LibraryModel } from './model';
import { bottleneck, pLimit, pQueue } from './pLimit';
import { openaiPython } from './openaiPython';
import { pRetry } from './pRetry';
import { pydanticAi } from './pydanticAi';
import { requests } from './requests';
import { smolagents } from './smolagents';
import { strands } from './strands';
import { tenacity } from './tenacity';

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
  tenacity,
  backoff,
  pLimit,
  pQueue,
  bottleneck,
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
  strands,
  haystack,
  autogen,
  aisuite,
];
