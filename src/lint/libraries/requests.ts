import type { CallRef } from '../program/fileView';
import type { Value } from '../program/value';
import { httpRequest, httpWords, verbs } from './httpRequest';
import type { LibraryModel } from './model';
import { pythonArgument } from './options';
import { pythonBody } from './pythonBody';
import { mountedLayers } from './requestsAdapter';

/** requests 2.x: it sends once unless an adapter with retries is mounted, and an error status is a response until `raise_for_status()`. */
export const requests: LibraryModel = {
  name: 'requests',
  languages: ['python'],
  words: httpWords,
  callNames: ['post', 'request', 'requests.get', 'requests.delete'],
  request: (ref, callee, tools) => {
    const client = clientOf(callee);
    if (!client) return undefined;
    const fixed = verbs.get(client.name);
    const url = pythonArgument(ref, 'url', fixed ? 0 : 1, tools);
    if (!url || url === 'unknown') return undefined;
    const method = fixed ? undefined : pythonArgument(ref, 'method', 0, tools);
    return httpRequest(
      {
        library: 'requests',
        urls: tools.texts(url),
        address: url,
        methods: fixed ? [fixed] : method && method !== 'unknown' ? tools.texts(method) : [],
        headers: [tools.option(ref, 'headers'), ...sessionHeaders(client.session)],
        body: pythonBody(tools.option(ref, 'json') ?? tools.option(ref, 'data'), tools),
        layers: client.session ? mountedLayers(ref, client.session, tools) : [],
        throws: false,
        errors: 'requests',
        ...(client.session && { client: client.session }),
      },
      tools,
    );
  },
};

/** `requests.post`, or `post` of a session. */
function clientOf(value: Value): { readonly name: string; readonly session?: CallRef } | undefined {
  const name = value.kind === 'symbol' || value.kind === 'result' || value.kind === 'typed' ? value.path.at(-1) : undefined;
  if (name === undefined || (name !== 'request' && !verbs.has(name))) return undefined;
  if (value.kind === 'symbol') return value.module === 'requests' || value.module === 'requests.api' ? { name } : undefined;
  if (value.kind === 'typed') return isSession(value.type) ? { name } : undefined;
  return value.kind === 'result' && value.path.length === 1 && isSession(value.callee) ? { name, session: value.of } : undefined;
}

function isSession(type: Value): boolean {
  return type.kind === 'symbol' && ['requests', 'requests.sessions'].includes(type.module) && ['Session', 'session'].includes(type.path.at(-1) ?? '');
}

/** `session.headers.update({...})` sets headers for all its requests. */
function sessionHeaders(session: CallRef | undefined) {
  if (!session) return [];
  return (session.chunk.file.calls.get('update') ?? []).flatMap(({ chunk, call }) => {
    const [arg] = call.args;
    const isHeaders = call.callee.kind === 'member' && call.callee.object.kind === 'member' && call.callee.object.name === 'headers';
    return isHeaders && arg && !arg.spread ? [{ chunk, region: call.region, expr: arg.value }] : [];
  });
}
