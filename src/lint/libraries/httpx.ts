import type { Layer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import type { Value } from '../program/value';
import { httpRequest, httpWords, joinUrls } from './httpRequest';
import type { LibraryModel, Tools } from './model';
import { made, numberOption, pythonArgument } from './options';
import { totalWait } from './waits';

/** httpx: it sends once, and an error status is a response until `raise_for_status()`. */
export const httpx: LibraryModel = {
  name: 'httpx',
  languages: ['python'],
  words: httpWords,
  callNames: ['post', 'request', 'stream'],
  request: (ref, callee, tools) => {
    const client = clientOf(callee);
    if (!client) return undefined;
    const isPost = client.name === 'post';
    const texts = (place: ReturnType<typeof pythonArgument>) => (place && place !== 'unknown' ? tools.texts(place) : []);
    const initial = (name: string) => (client.made ? tools.option(client.made, name) : undefined);
    return httpRequest(
      {
        library: 'httpx',
        urls: joinUrls(texts(initial('base_url')), texts(pythonArgument(ref, 'url', isPost ? 0 : 1, tools))),
        methods: isPost ? ['POST'] : texts(pythonArgument(ref, 'method', 0, tools)),
        headers: [tools.option(ref, 'headers'), initial('headers')],
        body: tools.option(ref, 'json') ?? tools.option(ref, 'content') ?? tools.option(ref, 'data'),
        layers: client.made ? transportLayers(client.made, tools) : [],
        throws: false,
        errors: 'httpx',
        ...(client.made && { client: client.made }),
      },
      tools,
    );
  },
};

function clientOf(value: Value): { readonly name: string; readonly made?: CallRef } | undefined {
  const name = value.kind === 'symbol' || value.kind === 'result' || value.kind === 'typed' ? value.path.at(-1) : undefined;
  if (name !== 'post' && name !== 'request' && name !== 'stream') return undefined;
  if (value.kind === 'symbol') return value.module === 'httpx' && value.path.length === 1 ? { name } : undefined;
  if (value.kind === 'typed') return isClient(value.type) ? { name } : undefined;
  return value.kind === 'result' && value.path.length === 1 && isClient(value.callee) ? { name, made: value.of } : undefined;
}

function isClient(type: Value): boolean {
  return type.kind === 'symbol' && type.module === 'httpx' && ['Client', 'AsyncClient'].includes(type.path.at(-1) ?? '');
}

/** `HTTPTransport(retries=n)` retries making the connection and nothing else: httpx 0.23.3, seen with a POST that a 429 answered. */
export function transportLayers(client: CallRef, tools: Tools): readonly Layer[] {
  const place = tools.option(client, 'transport');
  if (!place || place === 'unknown') return [];
  return tools.resolve(place).flatMap((value): readonly Layer[] => {
    const transport = made(value, ['httpx']);
    if (!transport || !['HTTPTransport', 'AsyncHTTPTransport'].includes(transport.name)) return [];
    const retries = numberOption(tools.option(transport.of, 'retries'), tools) ?? 0;
    if (retries === 0) return [];
    return [
      {
        kind: 'adapter',
        name: 'httpx transport',
        attempts: typeof retries === 'number' ? retries + 1 : retries,
        covers429: false,
        covers529: false,
        coversConnection: true,
        retryAfter: 'ignored',
        // httpcore `connection.py`: 0 s, then 0.5 s doubled with every retry.
        maxWaitSeconds: totalWait(retries, (retry) => (retry === 1 ? 0 : 0.5 * 2 ** (retry - 2))),
        implicit: false,
        at: absolute(transport.of.chunk, transport.of.call.span),
        whyNot: '`retries` of an httpx transport re-sends only when no connection is made',
      },
    ];
  });
}
