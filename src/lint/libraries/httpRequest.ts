import type { Place } from '../program/place';
import type { Layer } from '../policy/layer';
import type { CallRef } from '../program/fileView';
import type { ErrorFamily } from './errorClasses';
import type { RequestMatch, Tools } from './model';
import { entryOf, headerOf, onlyText } from './options';

/** An HTTP call as its library's model reads it. */
export interface HttpCall {
  readonly library: string;
  /** What the address can read; a part that is not known reads `\u0000`. */
  readonly urls: readonly string[];
  /** What the method can read; empty if it is not known. */
  readonly methods: readonly string[];
  /** Objects that can hold request headers. */
  readonly headers: readonly (Place | 'unknown' | undefined)[];
  readonly body?: Place | 'unknown';
  readonly layers: readonly Layer[];
  readonly throws: boolean;
  readonly errors: ErrorFamily;
  readonly client?: CallRef;
}

/** The words that a file must hold to call Claude over plain HTTP. */
export const httpWords: readonly string[] = ['api.anthropic.com', 'anthropic-version'];

/** The Claude request that an HTTP call makes, or undefined if it asks something else. */
export function httpRequest(call: HttpCall, tools: Tools): RequestMatch | undefined {
  const endpoint = call.urls.map((url) => endpointOf(url, () => hasVersionHeader(call, tools))).find((found) => found !== undefined);
  if (!endpoint) return undefined;
  const { path, provider } = endpoint;
  const method = onlyText(call.methods)?.toUpperCase();
  const isBatch = path.startsWith('/v1/messages/batches');
  if (!isBatch && method !== undefined && method !== 'POST') return undefined;
  const body = call.body && call.body !== 'unknown' ? unwrapped(call.body, tools) : undefined;
  const model = body && modelIn(body, tools);
  return {
    provider,
    via: 'http',
    library: call.library,
    api: `${method ?? 'POST'} ${path}`,
    streaming: body !== undefined && streamsIn(body, tools),
    ...(model !== undefined && { model }),
    layers: call.layers,
    throws: call.throws,
    errors: call.errors,
    ...(call.client && { client: call.client }),
    clientUnknown: false,
  };
}

/** A base address and a path put together as HTTP clients do. */
export function joinUrls(bases: readonly string[], paths: readonly string[]): readonly string[] {
  if (bases.length === 0) return paths;
  return paths.flatMap((path) => (/^https?:/i.test(path) ? [path] : bases.map((base) => `${base.replace(/\/$/, '')}/${path.replace(/^\//, '')}`)));
}

const ofClaude = /^\/v1\/(?:messages|complete)(?=$|[/?#])[^?#]*/;

function endpointOf(url: string, hasHeader: () => boolean): { readonly path: string; readonly provider: RequestMatch['provider'] } | undefined {
  const [before, after] = url.split('api.anthropic.com', 2);
  if (before !== undefined && after !== undefined) {
    const path = ofClaude.exec(after)?.[0];
    return path === undefined ? undefined : { path: readable(path), provider: 'anthropic' };
  }
  const path = /\/v1\/messages(?=\/?(?:$|[?#]))/.exec(url)?.[0];
  if (path === undefined || !hasHeader()) return undefined;
  return { path, provider: url.startsWith('\u0000') ? 'anthropic' : 'gateway' };
}

function readable(path: string): string {
  return path.replace(/\/$/, '').replaceAll('\u0000', '{id}');
}

/** https://docs.claude.com/en/api/versioning: every request to the Claude API carries this header. */
function hasVersionHeader({ headers }: HttpCall, tools: Tools): boolean {
  return headers.some((place) => place && place !== 'unknown' && headerOf(place, 'anthropic-version', tools));
}

/** The object in `JSON.stringify({...})` and `json.dumps({...})`, else the expression itself. */
function unwrapped(place: Place, tools: Tools): Place {
  const [value] = tools.resolve(place);
  return (value?.kind === 'result' ? tools.argument(value.of, 0) : undefined) ?? place;
}

function modelIn(body: Place, tools: Tools): string | undefined {
  const place = entryOf(body, 'model', tools);
  return place && onlyText(tools.texts(place));
}

function streamsIn(body: Place, tools: Tools): boolean {
  const place = entryOf(body, 'stream', tools);
  const value = place && tools.evaluate(place);
  return value?.is === 'literal' && value.value === true;
}
