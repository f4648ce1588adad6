import type { CallRef } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { dotted } from './dotted';
import { httpRequest, httpWords, joinUrls, verbs } from './httpRequest';
import { httpxTransportLayers } from './httpxTransport';
import type { LibraryModel, RequestMatch, Tools } from './model';
import { pythonArgument } from './options';
import { pythonBody } from './pythonBody';
import { type PythonMethod, pythonMethod } from './pythonMethod';

/** httpx 0.28.1, and httpx2 alike: it sends once, and an error status is a response until `raise_for_status()`. */
export const httpx: LibraryModel = {
  name: 'httpx',
  languages: ['python'],
  words: httpWords,
  callNames: ['post', 'httpx.get', 'httpx.delete', 'request', 'stream', 'send', 'connect_sse', 'aconnect_sse'],
  request: (ref, callee, tools) => {
    const sse = serverSentEvents(ref, callee, tools);
    if (sse) return sse;
    const client = clientOf(callee);
    if (!client) return undefined;
    if (client.name === 'send') return sent(ref, client, tools);
    const fixed = verbs.get(client.name);
    return match({ ref, url: fixed ? 0 : 1, ...(fixed ? { fixed } : { method: 0 }) }, client, tools);
  },
};

interface Client extends PythonMethod {
  readonly library: string;
}

const names = ['Client', 'AsyncClient'].flatMap((name) => [`httpx.${name}`, `httpx2.${name}`]);
const classes = new Set(names);
const methods = new Set([...verbs.keys(), 'request', 'stream', 'send', 'build_request']);

function clientOf(value: Value): Client | undefined {
  const [module, name, ...more] = (dotted(value) ?? '').split('.');
  if (name !== undefined && more.length === 0 && (module === 'httpx' || module === 'httpx2')) return verbs.has(name) || name === 'request' || name === 'stream' ? { name, library: module } : undefined;
  const method = pythonMethod(value, classes);
  if (!method || !methods.has(method.name)) return undefined;
  return { ...method, library: libraryOf(value) };
}

function libraryOf(value: Value): string {
  const type = value.kind === 'result' ? value.callee : value.kind === 'typed' ? value.type : value;
  return type.kind === 'symbol' ? type.module : 'httpx';
}

/** Where the parts of a request stand among the arguments of a call. */
interface Form {
  readonly ref: CallRef;
  readonly url: number;
  readonly method?: number;
  readonly fixed?: string;
}

function match({ ref, url, method, fixed }: Form, client: Client, tools: Tools): RequestMatch | undefined {
  const texts = (place: Place | 'unknown' | undefined) => (place && place !== 'unknown' ? tools.texts(place) : []);
  const { made } = client;
  const address = pythonArgument(ref, 'url', url, tools);
  const initial = (name: string) => (made ? tools.option(made, name) : undefined);
  return httpRequest(
    {
      library: client.library,
      urls: joinUrls(texts(initial('base_url')), texts(address)),
      address,
      methods: fixed === undefined ? texts(pythonArgument(ref, 'method', method ?? 0, tools)) : [fixed],
      headers: [tools.option(ref, 'headers'), initial('headers')],
      body: pythonBody(tools.option(ref, 'json') ?? tools.option(ref, 'content') ?? tools.option(ref, 'data'), tools),
      layers: made ? [...httpxTransportLayers(initial('transport'), tools), ...mounted(initial('mounts'), tools)] : [],
      // A hook on responses is there to raise.
      throws: initial('event_hooks') !== undefined,
      errors: 'httpx',
      ...(made && { client: made }),
    },
    tools,
  );
}

/** `client.send(client.build_request("POST", url))` and `client.send(httpx.Request("POST", url))`. */
function sent(ref: CallRef, client: Client, tools: Tools): RequestMatch | undefined {
  const place = pythonArgument(ref, 'request', 0, tools);
  if (!place || place === 'unknown') return undefined;
  for (const value of tools.resolve(place)) {
    if (value.kind !== 'result') continue;
    const builder = clientOf(value.callee);
    if (builder?.name !== 'build_request' && !/^httpx2?\.Request$/.test(dotted(value.callee) ?? '')) continue;
    return match({ ref: value.of, url: 1, method: 0 }, client, tools);
  }
  return undefined;
}

/** httpx-sse 0.4.3: `connect_sse(client, "POST", url, json=...)`, which is a `client.stream`. */
function serverSentEvents(ref: CallRef, callee: Value, tools: Tools): RequestMatch | undefined {
  if (!/^httpx_sse\.(?:_api\.)?a?connect_sse$/.test(dotted(callee) ?? '')) return undefined;
  const place = pythonArgument(ref, 'client', 0, tools);
  const [value] = place && place !== 'unknown' ? tools.resolve(place) : [];
  const type = value?.kind === 'result' ? value.callee : value?.kind === 'typed' ? value.type : undefined;
  const isClient = type !== undefined && classes.has(dotted(type) ?? '');
  const client: Client = { name: 'stream', library: type && isClient ? libraryOf(type) : 'httpx', ...(isClient && value?.kind === 'result' && { made: value.of }) };
  const found = match({ ref, url: 2, method: 1 }, client, tools);
  return found && { ...found, streaming: true, clientUnknown: !isClient };
}

/** The transports of `mounts`, by address. */
function mounted(place: Place | 'unknown' | undefined, tools: Tools) {
  if (!place || place === 'unknown') return [];
  return tools.resolve(place).flatMap((value) => {
    if (value.kind !== 'object') return [];
    const { chunk, region, of } = value;
    return of.entries.filter(({ key }) => !key.startsWith('http:')).flatMap((entry) => httpxTransportLayers({ chunk, region, expr: entry.value }, tools));
  });
}
