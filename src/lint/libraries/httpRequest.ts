import type { Place } from '../program/place';
import type { Layer } from '../policy/layer';
import type { CallRef } from '../program/fileView';
import type { ErrorFamily } from './errorClasses';
import type { RequestMatch, Tools } from './model';
import { entryOf, headerOf, onlyText } from './options';
import { sentHeaders } from './sentHeaders';
import { wireFacts } from './wireFacts';

/** An HTTP call as its library's model reads it. */
export interface HttpCall {
  readonly library: string;
  /** What the address can read; a part that is not known reads `\u0000`. */
  readonly urls: readonly string[];
  /** Where the address, or the path of it, is given. */
  readonly address?: Place | 'unknown';
  /** What the method can read; empty if it is not known. */
  readonly methods: readonly string[];
  /** Objects that can hold request headers. */
  readonly headers: readonly (Place | 'unknown' | undefined)[];
  /** Names of headers that are set one by one. */
  readonly headerNames?: readonly string[];
  readonly body?: Place | 'unknown';
  readonly layers: readonly Layer[];
  /** `'unknown'` when the answer comes to a callback. */
  readonly throws: boolean | 'unknown';
  readonly errors: ErrorFamily;
  readonly client?: CallRef;
  /** True when how the client was made could not be resolved. */
  readonly clientUnknown?: boolean;
}

/** The words that a file must hold to call Claude over plain HTTP. */
export const httpWords: readonly string[] = ['api.anthropic.com', 'anthropic-version'];

/** The methods of HTTP clients that are named after what they send. */
export const verbs: ReadonlyMap<string, string> = new Map([
  ['get', 'GET'],
  ['post', 'POST'],
  ['delete', 'DELETE'],
]);

/** The Claude request that an HTTP call makes, or undefined if it asks something else. */
export function httpRequest(call: HttpCall, tools: Tools): RequestMatch | undefined {
  const body = call.body && call.body !== 'unknown' ? unwrapped(call.body, tools) : undefined;
  const models = body ? modelsIn(body, tools) : [];
  const signs: Signs = {
    hasVersionHeader: () => call.headerNames?.some((name) => name.toLowerCase() === 'anthropic-version') === true || call.headers.some((place) => place && place !== 'unknown' && headerOf(place, 'anthropic-version', tools)),
    hasClaudeModel: (url) => !url.startsWith('/') && models.some(isClaude) && (models.every(isClaude) || manyVendors.test(url)),
    hasBodyVersion: () => body !== undefined && entryOf(body, 'anthropic_version', tools) !== undefined,
  };
  const endpoint = call.urls.map((url) => endpointOf(url, signs)).find((found) => found !== undefined);
  if (!endpoint) return undefined;
  const { path, provider } = endpoint;
  const isOwnAddress = call.urls.every((url) => url.includes('//api.anthropic.com/'));
  if (!isOwnAddress && path.startsWith('/v1/messages') && isForAnother(call, tools)) return undefined;
  const method = onlyText(call.methods)?.toUpperCase();
  const isListing = listings.test(path);
  // A helper that asks many vendors for their lists is none of Claude's.
  if (isListing && !call.urls.every((url) => url.includes('//api.anthropic.com/') || url.startsWith('\u0000'))) return undefined;
  const isBatch = path.startsWith('/v1/messages/batches');
  if (!isListing && !isBatch && method !== undefined && method !== 'POST') return undefined;
  const model = endpoint.model ?? onlyText(models.filter(isClaude));
  const headers = !isOwnAddress || call.headerNames || call.clientUnknown ? undefined : sentHeaders(call.headers, tools);
  const sent = { ...(call.address && call.address !== 'unknown' && { address: call.address }), ...(headers && { headers }), ...(body && { body }) };
  const sends = method ?? (isListing ? 'GET' : 'POST');
  // What libraries re-send by themselves depends on the method, and their models know of POST.
  const own = sends === 'POST' || (call.layers.length === 0 && call.library !== 'urllib3') ? call.layers : [elsewhere(call.library)];
  const layers = call.clientUnknown ? [...own, elsewhere(call.library)] : own;
  return {
    provider,
    via: 'http',
    library: call.library,
    api: `${sends} ${path}`,
    streaming: /stream/i.test(path) || (body !== undefined && streamsIn(body, tools)),
    ...(model !== undefined && { model }),
    ...(isOwnAddress && { wire: wireFacts(path, sent, tools) }),
    sent,
    layers,
    throws: call.throws,
    errors: call.errors,
    ...(call.client && { client: call.client }),
    clientUnknown: call.clientUnknown ?? false,
  };
}

/** True where one of several vendors' addresses is asked without a header that Claude's API wants. */
function isForAnother({ urls, headers, headerNames, clientUnknown }: HttpCall, tools: Tools): boolean {
  const isClaudes = (url: string) => url.includes('//api.anthropic.com/');
  if (headerNames || clientUnknown || !urls.some(isClaudes) || !urls.some((url) => /^https?:/.test(url) && !isClaudes(url))) return false;
  const sent = sentHeaders(headers, tools);
  return sent !== undefined && sent.has('authorization') && ![...sent.keys()].some((name) => name === 'x-api-key' || name.startsWith('anthropic-'));
}

/** What is put on a client where it is made, which is not seen. */
function elsewhere(name: string): Layer {
  return { kind: 'framework', name, implicit: true, attempts: 'unknown', covers429: 'unknown', covers529: 'unknown', coversConnection: 'unknown', retryAfter: 'unknown', maxWaitSeconds: 'unknown' };
}

/** A base address and a path put together as HTTP clients do. */
export function joinUrls(bases: readonly string[], paths: readonly string[]): readonly string[] {
  if (bases.length === 0) return paths;
  return paths.flatMap((path) => (/^https?:/i.test(path) ? [path] : bases.map((base) => `${base.replace(/\/$/, '')}/${path.replace(/^\//, '')}`)));
}

/** What else of a request says that it is for Claude. */
interface Signs {
  /** https://docs.claude.com/en/api/versioning: every request to the Claude API carries `anthropic-version`. */
  readonly hasVersionHeader: () => boolean;
  /** A path alone is one of the program's own server. */
  readonly hasClaudeModel: (url: string) => boolean;
  /** Bedrock and Vertex want an `anthropic_version` in the body: docs.claude.com/en/api/claude-on-amazon-bedrock. */
  readonly hasBodyVersion: () => boolean;
}

interface Endpoint {
  readonly path: string;
  readonly provider: RequestMatch['provider'];
  readonly model?: string;
}

/** Hosts that have models of many vendors behind one address: a request that can name Claude is for Claude, too. */
const manyVendors = /openrouter\.ai|ai-gateway\.vercel\.sh|gateway\.ai\.cloudflare\.com|litellm|portkey|requesty|helicone/i;

const ofClaude = /^(?:\/v1\/(?:messages|complete|models|files)(?=$|[/?#])[^?#]*|\/v1\/chat\/completions)/;
const listings = /^\/v1\/(?:models|files)(?=$|[/?#])/;
const ofBedrock = /bedrock-runtime(?:-fips)?\.[^/]*\.amazonaws\.com(?:\.cn)?\/model\/([^/]+)\/(invoke-with-response-stream|invoke|converse-stream|converse)(?=$|[?#])/;
const ofVertex = /\/publishers\/anthropic\/models\/([^/:]+):(rawPredict|streamRawPredict)(?=$|[?#])/;

function endpointOf(url: string, signs: Signs): Endpoint | undefined {
  const [before, after] = url.split('api.anthropic.com', 2);
  if (before !== undefined && after !== undefined) {
    const path = ofClaude.exec(after)?.[0];
    return path === undefined ? undefined : { path: readable(path), provider: 'anthropic' };
  }
  return cloudEndpoint(url, signs) ?? gatewayEndpoint(url, signs);
}

function cloudEndpoint(url: string, { hasBodyVersion }: Signs): Endpoint | undefined {
  const [, vertexModel, predict] = ofVertex.exec(url) ?? [];
  if (vertexModel !== undefined && predict !== undefined) return { path: `/publishers/anthropic/models/{model}:${predict}`, provider: 'vertex', ...named(vertexModel) };
  const [, bedrockModel, operation] = ofBedrock.exec(url) ?? [];
  if (bedrockModel === undefined || operation === undefined) return undefined;
  const isKnown = isClaude(bedrockModel) || (bedrockModel.includes('\u0000') && hasBodyVersion());
  return isKnown ? { path: `/model/{modelId}/${operation}`, provider: 'bedrock', ...named(bedrockModel) } : undefined;
}

function named(model: string): Pick<Endpoint, 'model'> {
  return model.includes('\u0000') ? {} : { model: model.replace(/%3A/gi, ':') };
}

/** An address that speaks for Claude: Anthropic's own protocol, or OpenAI's with a Claude model in the body. */
function gatewayEndpoint(url: string, { hasVersionHeader, hasClaudeModel }: Signs): Endpoint | undefined {
  const chat = /(?:\/v1)?\/chat\/completions(?=\/?(?:$|[?#]))/.exec(url)?.[0];
  if (chat !== undefined) return hasClaudeModel(url) ? { path: chat, provider: 'gateway' } : undefined;
  const path = /\/v1\/messages(?=\/?(?:$|[?#]))/.exec(url)?.[0];
  if (path === undefined) return undefined;
  // https://learn.microsoft.com/azure/ai-foundry: Claude has `<resource>.services.ai.azure.com/anthropic/v1/messages`.
  if (url.includes('.services.ai.azure.com/anthropic/')) return { path, provider: 'foundry' };
  const isGateway = url.includes('/anthropic/v1/messages') || hasVersionHeader() || hasClaudeModel(url);
  return isGateway ? { path, provider: url.startsWith('\u0000') ? 'anthropic' : 'gateway' } : undefined;
}

function isClaude(model: string): boolean {
  return /claude/i.test(model);
}

function readable(path: string): string {
  return path.replace(/\/$/, '').replaceAll('\u0000', '{id}');
}

/** The object in `JSON.stringify({...})` and `json.dumps({...})`, else the expression itself. */
function unwrapped(place: Place, tools: Tools): Place {
  const [value] = tools.resolve(place);
  return (value?.kind === 'result' ? tools.argument(value.of, 0) : undefined) ?? place;
}

/** The models that a body can name, as far as they are known. */
function modelsIn(body: Place, tools: Tools): readonly string[] {
  const place = entryOf(body, 'model', tools);
  return place ? tools.texts(place).filter((text) => !text.includes('\u0000')) : [];
}

function streamsIn(body: Place, tools: Tools): boolean {
  const place = entryOf(body, 'stream', tools);
  const value = place && tools.evaluate(place);
  return value?.is === 'literal' && value.value === true;
}
