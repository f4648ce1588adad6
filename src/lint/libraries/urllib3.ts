import type { Layer } from '../policy/layer';
import type { CallRef } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { dotted } from './dotted';
import { httpRequest, httpWords, joinUrls } from './httpRequest';
import type { LibraryModel, Tools } from './model';
import { pythonArgument } from './options';
import { pythonBody } from './pythonBody';
import { type PythonMethod, pythonMethod } from './pythonMethod';
import { urllib3RetryLayer } from './urllib3Retry';
import { isWrittenIn } from './writes';

/** urllib3 2.8.0 `_request_methods.py`, `poolmanager.py`: its default of 3 retries leaves POST alone, and an error status is a response. */
export const urllib3: LibraryModel = {
  name: 'urllib3',
  languages: ['python'],
  words: httpWords,
  callNames: ['request', 'urlopen'],
  request: (ref, callee, tools) => {
    const client = clientOf(callee);
    if (!client) return undefined;
    const texts = (place: Place | 'unknown' | undefined) => (place && place !== 'unknown' ? tools.texts(place) : []);
    const { made } = client;
    const initial = (name: string) => (made ? tools.option(made, name) : undefined);
    return httpRequest(
      {
        library: 'urllib3',
        urls: joinUrls(made ? hosts(made, client.of, tools) : [], texts(pythonArgument(ref, 'url', 1, tools))),
        methods: texts(pythonArgument(ref, 'method', 0, tools)),
        headers: [tools.option(ref, 'headers'), initial('headers')],
        body: pythonBody(tools.option(ref, 'json') ?? pythonArgument(ref, 'body', 2, tools), tools),
        layers: retryLayers([tools.option(ref, 'retries'), ref], [initial('retries'), made], tools),
        throws: false,
        errors: 'urllib3',
        ...(made && { client: made }),
      },
      tools,
    );
  },
};

interface Client extends Pick<PythonMethod, 'made'> {
  /** The class that made it. */
  readonly of?: string;
}

const pools = ['HTTPSConnectionPool', 'connectionpool.HTTPSConnectionPool', 'connection_from_url', 'connectionpool.connection_from_url'].map((name) => `urllib3.${name}`);
const classes = new Set([...['PoolManager', 'ProxyManager', 'poolmanager.PoolManager', 'poolmanager.ProxyManager'].map((name) => `urllib3.${name}`), ...pools]);

function clientOf(value: Value): Client | undefined {
  if (dotted(value) === 'urllib3.request') return {};
  const method = pythonMethod(value, classes);
  if (!method || !['request', 'urlopen'].includes(method.name)) return undefined;
  const of = value.kind === 'result' ? dotted(value.callee) : undefined;
  return { ...(method.made && { made: method.made }), ...(of !== undefined && { of }) };
}

/** The address of the host that a connection pool is for. */
function hosts(made: CallRef, of: string | undefined, tools: Tools): readonly string[] {
  if (of === undefined || !pools.includes(of)) return [];
  const place = pythonArgument(made, of.endsWith('from_url') ? 'url' : 'host', 0, tools);
  return place && place !== 'unknown' ? tools.texts(place).map((text) => (/^https?:/.test(text) ? text : `https://${text}`)) : [];
}

type Given = readonly [Place | 'unknown' | undefined, CallRef | undefined];

/** The request's `retries` win over the pool's. */
function retryLayers(request: Given, pool: Given, tools: Tools): readonly Layer[] {
  const [place, at] = request[0] === undefined ? pool : request;
  const layer = place !== undefined && at && urllib3RetryLayer(place, { at, own: place !== 'unknown' && isWrittenIn(place, request[1]) }, tools);
  return layer ? [layer] : [];
}
