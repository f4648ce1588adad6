import type { Scenario } from '../program/abstract';

type Matches = (scenario: Scenario) => boolean | undefined;

const any: Matches = () => true;
const never: Matches = () => false;
const connection: Matches = ({ id }) => id === 'connection';
const anyStatus: Matches = ({ status }) => status !== undefined;
/** One of the several ways in which a connection breaks. */
const maybeConnection: Matches = ({ id }) => (id === 'connection' ? undefined : false);

/** aiohttp 3.14.5 `client_exceptions.py`. */
const aiohttp = {
  ClientError: any,
  ClientResponseError: anyStatus,
  ContentTypeError: never,
  TooManyRedirects: never,
  ClientConnectionError: connection,
  ClientOSError: maybeConnection,
  ClientConnectorError: maybeConnection,
  ClientConnectorDNSError: maybeConnection,
  ClientConnectionResetError: maybeConnection,
  ServerConnectionError: maybeConnection,
  ServerDisconnectedError: maybeConnection,
  ServerTimeoutError: maybeConnection,
  ConnectionTimeoutError: maybeConnection,
  SocketTimeoutError: maybeConnection,
  ClientPayloadError: maybeConnection,
  ClientSSLError: never,
  InvalidURL: never,
} as const;

/** CPython 3.11 `urllib/error.py`: HTTPError derives from URLError, and that from OSError. */
const urllib = { URLError: any, HTTPError: anyStatus, ContentTooShortError: never } as const;

/** CPython 3.11 `http/client.py`; an error status raises nothing. */
const httpClient = {
  HTTPException: maybeConnection,
  RemoteDisconnected: maybeConnection,
  BadStatusLine: maybeConnection,
  IncompleteRead: maybeConnection,
  CannotSendRequest: maybeConnection,
  ResponseNotReady: maybeConnection,
} as const;

/** urllib3 2.8.0 `exceptions.py`: what raises is a MaxRetryError, for a broken connection without retries the error itself. */
const urllib3 = {
  HTTPError: any,
  MaxRetryError: ({ id }: Scenario) => (id === 'connection' ? undefined : true),
  RequestError: maybeConnection,
  ResponseError: never,
  ProtocolError: maybeConnection,
  TimeoutError: maybeConnection,
  ReadTimeoutError: maybeConnection,
  ConnectTimeoutError: maybeConnection,
  NewConnectionError: maybeConnection,
  NameResolutionError: maybeConnection,
  SSLError: never,
} as const;

/** By the module that each is imported from. */
export const pythonHttpErrors = {
  aiohttp: { family: 'aiohttp', classes: aiohttp },
  'aiohttp.client_exceptions': { family: 'aiohttp', classes: aiohttp },
  'aiohttp.client': { family: 'aiohttp', classes: aiohttp },
  urllib: { family: 'urllib', classes: urllib },
  'urllib.error': { family: 'urllib', classes: urllib },
  'urllib.request': { family: 'urllib', classes: urllib },
  http: { family: 'http.client', classes: httpClient },
  'http.client': { family: 'http.client', classes: httpClient },
  urllib3: { family: 'urllib3', classes: urllib3 },
  'urllib3.exceptions': { family: 'urllib3', classes: urllib3 },
} as const;

const timeouts: Readonly<Record<string, readonly string[]>> = {
  asyncio: ['TimeoutError', 'IncompleteReadError'],
  'asyncio.exceptions': ['TimeoutError', 'IncompleteReadError'],
  'concurrent.futures': ['TimeoutError'],
  socket: ['timeout', 'error', 'gaierror', 'herror'],
  ssl: ['SSLError'],
};

/** Errors of the standard library that can come of a broken connection, whatever sends the request; undefined for all others. */
export function brokenConnection(module: string, name: string): Matches | undefined {
  return timeouts[module]?.includes(name) ? maybeConnection : undefined;
}
