import type { Layer } from '../policy/layer';
import type { CallRef } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { type AiohttpRetry, aiohttpRetry } from './aiohttpRetry';
import { unknownLayer } from '../policy/layer';
import { dotted } from './dotted';
import { httpRequest, httpWords, joinUrls } from './httpRequest';
import type { LibraryModel, Tools } from './model';
import { pythonArgument, spanOf } from './options';
import { pythonBody } from './pythonBody';
import { type PythonMethod, pythonMethod } from './pythonMethod';

/** aiohttp 3.14.5 `client.py`: it sends once; an error status is a response unless `raise_for_status` is set on the session or the request. */
export const aiohttp: LibraryModel = {
  name: 'aiohttp',
  languages: ['python'],
  words: httpWords,
  callNames: ['post', 'request'],
  request: (ref, callee, tools) => {
    const client = clientOf(callee, tools);
    if (!client) return undefined;
    const isPost = client.name === 'post';
    const texts = (place: Place | 'unknown' | undefined) => (place && place !== 'unknown' ? tools.texts(place) : []);
    const { session } = client;
    const initial = (name: string) => (session ? tools.option(session, name) : undefined);
    const address = pythonArgument(ref, 'url', isPost ? 0 : 1, tools);
    const method = isPost ? undefined : pythonArgument(ref, 'method', 0, tools);
    return httpRequest(
      {
        library: 'aiohttp',
        urls: joinUrls(texts(session && pythonArgument(session, 'base_url', 0, tools)), texts(address)),
        address,
        methods: isPost ? ['POST'] : texts(method),
        headers: [tools.option(ref, 'headers'), initial('headers')],
        body: pythonBody(tools.option(ref, 'json') ?? tools.option(ref, 'data'), tools),
        layers: [...middlewares([tools.option(ref, 'middlewares') ?? initial('middlewares')]), ...(client.retry?.layers(ref) ?? [])],
        throws: raises(tools.option(ref, 'raise_for_status') ?? client.retry?.raises ?? initial('raise_for_status'), tools),
        errors: 'aiohttp',
        ...(session && { client: session }),
      },
      tools,
    );
  },
};

interface Client extends Pick<PythonMethod, 'name'> {
  readonly session?: CallRef;
  readonly retry?: AiohttpRetry;
}

const sessions = new Set(['aiohttp.ClientSession', 'aiohttp.client.ClientSession']);
const methods = new Set(['post', 'request']);

function clientOf(value: Value, tools: Tools): Client | undefined {
  const name = dotted(value);
  if (name === 'aiohttp.request' || name === 'aiohttp.client.request') return { name: 'request' };
  const method = pythonMethod(value, sessions);
  if (method) return methods.has(method.name) ? { name: method.name, ...(method.made && { session: method.made }) } : undefined;
  const retry = aiohttpRetry(value, tools);
  if (!retry || !methods.has(retry.name)) return undefined;
  return { name: retry.name, retry, ...(retry.session && { session: retry.session }) };
}

/** A function given instead of a truth is there to raise. */
function raises(place: Place | 'unknown' | undefined, tools: Tools): boolean {
  if (place === undefined) return false;
  const value = place === 'unknown' ? undefined : tools.evaluate(place);
  return value?.is === 'literal' ? Boolean(value.value) : true;
}

/** What a client middleware does with an answer is not read. */
function middlewares(places: readonly (Place | 'unknown' | undefined)[]): readonly Layer[] {
  return places.flatMap((place) => (place && place !== 'unknown' ? [unknownLayer({ kind: 'adapter', name: 'an aiohttp middleware', at: spanOf(place) })] : []));
}
