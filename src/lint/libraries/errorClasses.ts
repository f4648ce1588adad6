import type { Scenario } from '../program/abstract';
import type { Value } from '../program/value';
import { brokenConnection, pythonHttpErrors } from './pythonHttpErrors';

/** What raises when the service answers with an error status. */
export type ErrorFamily =
  | 'anthropic'
  | 'requests'
  | 'httpx'
  | 'axios'
  | 'got'
  | 'ky'
  | 'ofetch'
  | 'superagent'
  | 'wretch'
  | 'undici'
  | 'aiohttp'
  | 'urllib'
  | 'urllib3'
  | 'http.client'
  | 'openai'
  | 'aws'
  | 'pydantic-ai'
  | 'botocore'
  | 'other';

type Matches = (scenario: Scenario) => boolean | undefined;

const any: Matches = () => true;
const never: Matches = () => false;
const connection: Matches = ({ id }) => id === 'connection';
const anyStatus: Matches = ({ status }) => status !== undefined;
const status =
  (...codes: readonly number[]): Matches =>
  (scenario) =>
    scenario.status !== undefined && codes.includes(scenario.status);

/** What the SDKs of Anthropic and OpenAI raise for a request that no retry helps. */
const refusals: Readonly<Record<string, Matches>> = {
  BadRequestError: status(400),
  AuthenticationError: status(401),
  PermissionDeniedError: status(403),
  NotFoundError: status(404),
  ConflictError: status(409),
  UnprocessableEntityError: status(422),
};

/**
 * Both SDKs name their classes alike (TypeScript 1.13.0 `src/core/error.ts`; Python 0.121.0 `_exceptions.py`).
 * A 529 is an InternalServerError in TypeScript and in older Python, not in newer Python: not known here.
 */
const anthropic: Readonly<Record<string, Matches>> = {
  AnthropicError: any,
  APIError: any,
  APIStatusError: anyStatus,
  RateLimitError: status(429),
  OverloadedError: status(529),
  InternalServerError: (scenario) => (scenario.status === 529 ? undefined : (scenario.status ?? 0) >= 500),
  APIConnectionError: connection,
  APIConnectionTimeoutError: connection,
  APITimeoutError: connection,
  APIUserAbortError: never,
  ...refusals,
  RequestTooLargeError: status(413),
  ServiceUnavailableError: status(503),
  APIResponseValidationError: never,
};

/** What the class is called that the SDKs of Anthropic and OpenAI raise: Python `_base_client.py` and TypeScript `src/core/error.ts`, which part on a 503 and a 529. Undefined for what is not known of others. */
export function className(family: ErrorFamily, { id, status = 0 }: Scenario): string | undefined {
  if (family !== 'anthropic' && family !== 'openai') return undefined;
  if (id === 'connection') return 'APIConnectionError';
  return status === 429 ? 'RateLimitError' : status === 400 ? 'BadRequestError' : status === 500 ? 'InternalServerError' : undefined;
}

/** `requests/exceptions.py`: RequestException derives from IOError; HTTPError is what raise_for_status raises. */
const requests: Readonly<Record<string, Matches>> = {
  RequestException: any,
  HTTPError: anyStatus,
  ConnectionError: connection,
  Timeout: connection,
  ConnectTimeout: connection,
  ReadTimeout: connection,
  ChunkedEncodingError: connection,
  JSONDecodeError: never,
};

/** `httpx/_exceptions.py`. */
const httpx: Readonly<Record<string, Matches>> = {
  HTTPError: any,
  HTTPStatusError: anyStatus,
  RequestError: connection,
  TransportError: connection,
  TimeoutException: connection,
  ConnectError: connection,
  ConnectTimeout: connection,
  ReadTimeout: connection,
  ReadError: connection,
  RemoteProtocolError: connection,
};

/** got 16.1.0 `source/core/errors.ts`: every class derives from RequestError. */
const got: Readonly<Record<string, Matches>> = {
  RequestError: any,
  HTTPError: anyStatus,
  TimeoutError: connection,
  ReadError: connection,
  ParseError: never,
  CancelError: never,
};

/** ky 2.1.0 `source/errors`; a broken connection is a NetworkError since 2.0, before it fetch's TypeError. */
const ky: Readonly<Record<string, Matches>> = {
  HTTPError: anyStatus,
  TimeoutError: connection,
  NetworkError: connection,
};

/** undici 7.30.2 `lib/core/errors.js`: what the retry handler and the `responseError` interceptor raise. */
const undici: Readonly<Record<string, Matches>> = {
  UndiciError: any,
  RequestRetryError: anyStatus,
  ResponseError: anyStatus,
  SocketError: connection,
  ConnectTimeoutError: connection,
  HeadersTimeoutError: connection,
  BodyTimeoutError: connection,
};

/**
 * openai 3.3.0 `_exceptions.py` (6.49.0 `core/error.js` for JavaScript), and litellm 1.110.2 `exceptions.py`, whose classes derive from those of the same name:
 * a 529 is an InternalServerError (seen), and a broken connection may be one too.
 */
const openai: Readonly<Record<string, Matches>> = {
  OpenAIError: any,
  APIError: any,
  APIStatusError: anyStatus,
  RateLimitError: status(429),
  InternalServerError: (scenario) => (scenario.id === 'connection' ? undefined : (scenario.status ?? 0) >= 500),
  ServiceUnavailableError: (scenario) => (scenario.status === 529 || scenario.id === 'connection' ? undefined : scenario.status === 503),
  APIConnectionError: connection,
  APITimeoutError: (scenario) => (scenario.id === 'connection' ? undefined : false),
  APIConnectionTimeoutError: (scenario) => (scenario.id === 'connection' ? undefined : false),
  APIUserAbortError: never,
  Timeout: (scenario) => (scenario.id === 'connection' ? undefined : false),
  ...refusals,
  ContextWindowExceededError: (scenario) => (scenario.status === 400 ? undefined : false),
};

/** @aws-sdk/client-bedrock-runtime 3.1164.0 `models`; which class a status without a body of its own gets is not known here. */
const aws: Readonly<Record<string, Matches>> = {
  ThrottlingException: status(429),
  ServiceQuotaExceededException: never,
  BedrockRuntimeServiceException: anyStatus,
  ValidationException: status(400),
  AccessDeniedException: never,
  ResourceNotFoundException: never,
};

/** botocore 1.44.8 `exceptions.py`: an answer raises a ClientError, or its subclass by the error's code; everything else is a BotoCoreError. */
const botocore: Readonly<Record<string, Matches>> = {
  ClientError: anyStatus,
  BotoCoreError: connection,
  HTTPClientError: connection,
  ConnectionError: connection,
  EndpointConnectionError: connection,
  ConnectTimeoutError: (scenario) => (scenario.id === 'connection' ? undefined : false),
  ReadTimeoutError: (scenario) => (scenario.id === 'connection' ? undefined : false),
  ThrottlingException: status(429),
  ServiceUnavailableException: status(529, 503),
  InternalServerException: status(500),
  ValidationException: status(400),
  ModelTimeoutException: status(408),
  ModelNotReadyException: never,
  AccessDeniedException: status(403),
};

/** pydantic-ai-slim 2.68.0 `exceptions.py`: an error of the provider is raised again as one of these. */
const pydanticAi: Readonly<Record<string, Matches>> = {
  AgentRunError: any,
  ModelAPIError: any,
  ModelHTTPError: anyStatus,
  ModelRateLimitError: status(429),
  ModelOverloadedError: status(529),
  UnexpectedModelBehavior: never,
  UserError: never,
};

const builtins: Readonly<Record<string, Matches>> = {
  Exception: any,
  BaseException: any,
  Error: any,
  TypeError: ({ id }) => (id === 'connection' ? undefined : false),
  ValueError: never,
  KeyError: never,
  IndexError: never,
  AttributeError: never,
  RuntimeError: never,
  SyntaxError: never,
  RangeError: never,
  KeyboardInterrupt: never,
  NotImplementedError: never,
  ImportError: never,
  AssertionError: never,
  StopIteration: never,
};

const modules: Readonly<Record<string, { readonly family: ErrorFamily; readonly classes: Readonly<Record<string, Matches>> }>> = {
  anthropic: { family: 'anthropic', classes: anthropic },
  '@anthropic-ai/sdk': { family: 'anthropic', classes: anthropic },
  '@anthropic-ai/sdk/error': { family: 'anthropic', classes: anthropic },
  requests: { family: 'requests', classes: requests },
  'requests.exceptions': { family: 'requests', classes: requests },
  httpx: { family: 'httpx', classes: httpx },
  axios: { family: 'axios', classes: { AxiosError: any } },
  got: { family: 'got', classes: got },
  ky: { family: 'ky', classes: ky },
  // A broken connection is a FetchError as well: `src/error.ts`.
  ofetch: { family: 'ofetch', classes: { FetchError: any } },
  wretch: { family: 'wretch', classes: { WretchError: anyStatus } },
  undici: { family: 'undici', classes: undici },
  // Its successor; the SDK of 2.x is built on it.
  httpx2: { family: 'httpx', classes: httpx },
  ...pythonHttpErrors,
  '@aws-sdk/client-bedrock-runtime': { family: 'aws', classes: aws },
  openai: { family: 'openai', classes: openai },
  litellm: { family: 'openai', classes: openai },
  'litellm.exceptions': { family: 'openai', classes: openai },
  botocore: { family: 'botocore', classes: botocore },
  'botocore.exceptions': { family: 'botocore', classes: botocore },
  'botocore.errorfactory': { family: 'botocore', classes: botocore },
  pydantic_ai: { family: 'pydantic-ai', classes: pydanticAi },
  'pydantic_ai.exceptions': { family: 'pydantic-ai', classes: pydanticAi },
};

/** Packages whose error classes have the SDK's names and never come out of a Claude call. */
const strangers = new Set([
  ...['groq', 'cohere', 'google', 'mistralai', 'json', 'together'],
  ...['pydantic', 'pydantic_core', 'jsonschema', 'yaml', 'zod', 'subprocess', 'redis', 'sqlite3', 'sqlalchemy', 'psycopg', 'psycopg2', 'asyncpg', 'django', 'fastapi', 'starlette', 'discord', 'telegram', 'playwright'],
]);

/** The `code` of an error that stands for a status: `undefined` where the family is not known, `null` where it has none. */
export function codeOf(family: ErrorFamily, status: number): string | null | undefined {
  switch (family) {
    // axios 1.x says on which side the fault is: `lib/core/settle.js`.
    case 'axios':
      return status < 500 ? 'ERR_BAD_REQUEST' : 'ERR_BAD_RESPONSE';
    case 'got':
      return 'ERR_NON_2XX_3XX_RESPONSE';
    case 'anthropic':
    case 'ky':
    case 'ofetch':
    case 'superagent':
    case 'wretch':
      return null;
    default:
      return undefined;
  }
}

/** Names under which these families' errors themselves hold the status; others leave it to `error.response`. */
const statusMembers: Partial<Record<ErrorFamily, readonly string[]>> = {
  got: [],
  ky: [],
  ofetch: ['status', 'statusCode'],
  superagent: ['status'],
  wretch: ['status'],
  undici: ['statusCode'],
};

/** Whether a family's error has a status under a name. A family that is not listed here is taken to have it. */
export function holdsStatus(family: ErrorFamily, name: string): boolean {
  return statusMembers[family]?.includes(name) ?? true;
}

/** Whether an error that a request raised is an instance of a class; undefined when it cannot be told. */
export function isInstanceOf(type: Value, family: ErrorFamily, scenario: Scenario): boolean | undefined {
  if (type.kind === 'global') return builtin(type.path.join('.'), family, scenario);
  if (type.kind === 'class') return false;
  // `client.exceptions.ThrottlingException` of an AWS client.
  if (type.kind === 'result' && type.path.at(-2) === 'exceptions') return family === 'botocore' ? botocore[type.path.at(-1) ?? '']?.(scenario) : undefined;
  if (type.kind !== 'symbol') return undefined;
  const name = type.path.at(-1) ?? '';
  const broken = brokenConnection(type.module, name);
  if (broken) return broken(scenario);
  const known = modules[type.module];
  if (known) {
    if (known.family !== family) return family === 'other' ? undefined : false;
    return known.classes[name]?.(scenario);
  }
  return strangers.has(type.module.split('.')[0] ?? '') ? false : undefined;
}

function builtin(name: string, family: ErrorFamily, scenario: Scenario): boolean | undefined {
  if (name === 'OSError' || name === 'IOError' || name === 'EnvironmentError') return isOsError(family, scenario);
  if (name === 'ConnectionError' || name === 'TimeoutError') return scenario.id === 'connection' ? undefined : false;
  return builtins[name]?.(scenario);
}

/** requests' and urllib's errors derive from OSError; of aiohttp's and http.client's those of a connection that is not made. */
function isOsError(family: ErrorFamily, scenario: Scenario): boolean | undefined {
  if (family === 'requests' || family === 'urllib') return true;
  return (family === 'aiohttp' || family === 'http.client') && scenario.id === 'connection' ? undefined : false;
}
