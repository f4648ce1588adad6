import type { Layer } from '../policy/layer';
import type { CallRef } from '../program/fileView';
import { type AxiosClient, axiosClient } from './axiosClient';
import { axiosDefaults } from './axiosDefaults';
import { interceptorLayers } from './axiosInterceptor';
import { axiosRetryLayers } from './axiosRetry';
import { httpRequest, httpWords, joinUrls, verbs } from './httpRequest';
import type { LibraryModel, Tools } from './model';
import { retryAxiosLayers } from './retryAxios';

/** axios 1.x: an error status raises an AxiosError; it re-sends nothing unless axios-retry is put on it. */
export const axios: LibraryModel = {
  name: 'axios',
  languages: ['typescript', 'tsx', 'javascript'],
  words: httpWords,
  callNames: ['post', 'request', 'axios', 'axios.get', 'axios.delete'],
  request: (ref, callee, tools) => {
    const client = axiosClient(callee);
    if (!client) return undefined;
    const form = formOf(client.path.at(-1), ref, tools);
    if (!form) return undefined;
    const config = (name: string) => tools.option(ref, name, form.config);
    const defaults = axiosDefaults(ref.chunk.file, client.made);
    const initial = (name: string) => defaults.find((entry) => entry.path === '' && entry.key === name)?.place ?? (client.made ? tools.option(client.made, name) : undefined);
    const texts = (place: ReturnType<typeof config>) => (place && place !== 'unknown' ? tools.texts(place) : []);
    const address = form.url === undefined ? config('url') : tools.argument(ref, form.url);
    return httpRequest(
      {
        library: 'axios',
        urls: joinUrls(texts(config('baseURL') ?? initial('baseURL')), texts(address)),
        ...(address && { address }),
        methods: form.method === undefined ? texts(config('method') ?? initial('method')) : [form.method],
        headers: [config('headers'), initial('headers')],
        headerNames: defaults.filter(({ path }) => path.startsWith('.headers')).map(({ key }) => key),
        body: form.body === undefined ? config('data') : tools.argument(ref, form.body),
        layers: layersOf(ref, client, form.config, tools),
        // A `validateStatus` is there to let error statuses through as responses.
        throws: (config('validateStatus') ?? initial('validateStatus')) === undefined,
        errors: 'axios',
        ...(client.made && { client: client.made }),
        clientUnknown: client.typed,
      },
      tools,
    );
  },
};

/** What is put on the client where it is made or used. */
function layersOf(ref: CallRef, client: AxiosClient, config: number, tools: Tools): readonly Layer[] {
  const { made } = client;
  const files = [...new Set([...(made ? [made.chunk.file] : []), ref.chunk.file])];
  const holders = [{ ref, index: config }, ...(made ? [{ ref: made, index: 0 }] : [])];
  return [...axiosRetryLayers(files, client, holders, tools), ...retryAxiosLayers(files, client, holders, tools), ...interceptorLayers(files, client, tools)];
}

interface Form {
  readonly url?: number;
  readonly body?: number;
  readonly config: number;
  readonly method?: string;
}

/** `post(url, data, config)`, `request(config)`, `axios(config)` or `axios(url, config)`. */
function formOf(method: string | undefined, ref: CallRef, tools: Tools): Form | undefined {
  if (method === 'post') return { url: 0, body: 1, config: 2, method: 'POST' };
  const fixed = method === undefined ? undefined : verbs.get(method);
  if (fixed) return { url: 0, config: 1, method: fixed };
  if (method !== undefined && method !== 'request') return undefined;
  const first = tools.argument(ref, 0);
  if (!first) return undefined;
  return tools.resolve(first).some((value) => value.kind === 'object') ? { config: 0 } : { url: 0, config: 1 };
}
