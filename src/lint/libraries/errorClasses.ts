import type { Scenario } from '../program/abstract';
import type { Value } from '../program/value';

/** What raises when the service answers with an error status. */
export type ErrorFamily = 'anthropic' | 'requests' | 'httpx' | 'axios' | 'openai' | 'botocore' | 'pydantic-ai' | 'other';

type Matches = (scenario: Scenario) => boolean | undefined;

const any: Matches = () => true;
const never: Matches = () => false;
const connection: Matches = ({ id }) => id === 'connection';
const anyStatus: Matches = ({ status }) => status !== undefined;
const status =
  (...codes: readonly number[]): Matches =>
  (scenario) =>
    scenario.status !== undefined && codes.includes(scenario.status);

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
  BadRequestError: status(400),
  AuthenticationError: status(401),
  PermissionDeniedError: status(403),
  NotFoundError: status(404),
  ConflictError: status(409),
  UnprocessableEntityError: status(422),
  RequestTooLargeError: status(413),
  ServiceUnavailableError: status(503),
  APIResponseValidationError: never,
};

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

/**
 * openai 3.3.0 `_exceptions.py`, and litellm 1.110.2 `exceptions.py`, whose classes derive from those of the same name:
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
  Timeout: (scenario) => (scenario.id === 'connection' ? undefined : false),
  BadRequestError: status(400),
  AuthenticationError: status(401),
  PermissionDeniedError: status(403),
  NotFoundError: status(404),
  UnprocessableEntityError: status(422),
  ContextWindowExceededError: (scenario) => (scenario.status === 400 ? undefined : false),
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
const strangers = new Set(['openai', 'groq', 'cohere', 'google', 'mistralai', 'botocore', 'json', 'aiohttp', 'litellm', 'together']);

/** Whether an error that a request raised is an instance of a class; undefined when it cannot be told. */
export function isInstanceOf(type: Value, family: ErrorFamily, scenario: Scenario): boolean | undefined {
  if (type.kind === 'global') return builtin(type.path.join('.'), family, scenario);
  if (type.kind === 'class') return false;
  // `client.exceptions.ThrottlingException` of an AWS client.
  if (type.kind === 'result' && type.path.at(-2) === 'exceptions') return family === 'botocore' ? botocore[type.path.at(-1) ?? '']?.(scenario) : undefined;
  if (type.kind !== 'symbol') return undefined;
  const name = type.path.at(-1) ?? '';
  const known = modules[type.module];
  if (known) {
    if (known.family !== family) return family === 'other' ? undefined : false;
    return known.classes[name]?.(scenario);
  }
  return strangers.has(type.module.split('.')[0] ?? '') ? false : undefined;
}

function builtin(name: string, family: ErrorFamily, scenario: Scenario): boolean | undefined {
  if (name === 'OSError' || name === 'IOError' || name === 'EnvironmentError') return family === 'requests';
  if (name === 'ConnectionError' || name === 'TimeoutError') return scenario.id === 'connection' ? undefined : false;
  return builtins[name]?.(scenario);
}
