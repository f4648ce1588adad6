import type { Expr } from '../facts/facts';
import type { CallRef } from '../program/fileView';
import type { Value } from '../program/value';
import { asksOther } from './claudeModel';
import type { LibraryModel, RequestMatch, Tools } from './model';
import { entryOf, onlyText } from './options';
import type { Sdk, SdkClient } from './sdk';
import { holders, sdkLayer } from './sdkLayer';
import { isUnmade } from './unmade';

/** The library model of an official SDK. */
export function sdkModel(sdk: Sdk): LibraryModel {
  return {
    name: sdk.name,
    languages: sdk.languages,
    words: ['anthropic', 'claude'],
    callNames: [...new Set([...sdk.methods].map(gateName)), ...Object.keys(sdk.verbs ?? {}).flatMap(gateNames)],
    request: (ref, callee, tools) => {
      const client = clientOf(callee, sdk) ?? guessedClient(ref, callee, sdk, tools);
      if (!client) return undefined;
      const method = client.path.join('.');
      const verb = sdk.verbs?.[method];
      const found = verb !== undefined ? raw(verb, ref, client, sdk, tools) : sdk.methods.has(method) ? match(ref, client, sdk, tools) : undefined;
      return client.made && asksOther(tools.option(ref, 'model'), tools.option(client.made, sdk.baseUrl), tools) ? undefined : found;
    },
  };
}

/** Methods that only the SDKs have; any other is looked at only behind its resource's name. */
const telling = new Set(['create', 'stream', 'parse', 'countTokens', 'count_tokens', 'toolRunner', 'tool_runner', 'thread']);

function gateName(method: string): string {
  const parts = method.split('.');
  return telling.has(parts.at(-1) ?? '') ? (parts.at(-1) ?? '') : parts.slice(-2).join('.');
}

/** Every map has a `get` and a `delete`: a client is looked at by its usual names. */
function gateNames(verb: string): readonly string[] {
  return verb === 'post' ? [verb] : ['client', 'anthropic', 'claude'].map((name) => `${name}.${verb}`);
}

/** `client.post('/v1/messages', { body })`: the options of one request stand where the body does. */
function raw(verb: string, ref: CallRef, client: SdkClient, sdk: Sdk, tools: Tools): RequestMatch | undefined {
  const url = tools.argument(ref, 0);
  const path = url && tools.texts(url).find((text) => /^\/v1\/[a-z]/.test(text));
  if (path === undefined) return undefined;
  const body = tools.option(ref, 'body', 1);
  const model = body && body !== 'unknown' ? entryOf(body, 'model', tools) : undefined;
  const name = model && onlyText(tools.texts(model));
  return { ...match(ref, client, sdk, tools), api: `${verb} ${path.replace(/[?#].*/, '').replaceAll('\u0000', '{id}')}`, ...(name !== undefined && { model: name }) };
}

function match(ref: CallRef, client: SdkClient, sdk: Sdk, tools: Tools): RequestMatch {
  const stream = tools.option(ref, 'stream');
  const streams = stream && stream !== 'unknown' ? tools.evaluate(stream) : undefined;
  const model = tools.option(ref, 'model');
  const name = model && model !== 'unknown' ? onlyText(tools.texts(model)) : undefined;
  const inside = sdk.inside(holders(ref, client, sdk), tools);
  return {
    provider: client.provider,
    via: 'sdk',
    library: client.library,
    api: client.path.join('.'),
    streaming: client.path.at(-1) === 'stream' || (streams?.is === 'literal' && streams.value === true),
    ...(name !== undefined && { model: name }),
    layers: [...inside.layers, sdkLayer(ref, client, sdk, tools)],
    between: inside.between,
    throws: true,
    ...(client.path.at(-1) === 'stream' && { lazy: true as const }),
    errors: 'anthropic',
    ...(client.made && { client: client.made }),
    clientUnknown: client.made === undefined,
  };
}

const rawNames = new Set(['with_raw_response', 'with_streaming_response', 'withRawResponse']);

function clientOf(value: Value, sdk: Sdk): SdkClient | undefined {
  if (value.kind === 'typed') {
    const type = sdk.client(value.type);
    return type && { ...type, adjusted: [], path: withoutRaw(value.path) };
  }
  if (value.kind !== 'result') return undefined;
  const type = sdk.client(value.callee);
  if (type) return { ...type, made: value.of, adjusted: [], path: withoutRaw(value.path) };
  const origin = clientOf(value.callee, sdk);
  if (origin?.path.length !== 1 || !sdk.clones.includes(origin.path[0] ?? '')) return undefined;
  return { ...origin, adjusted: [...origin.adjusted, value.of], path: withoutRaw(value.path) };
}

function withoutRaw(path: readonly string[]): readonly string[] {
  return path.filter((part) => !rawNames.has(part));
}

/** What a call of `messages` is told by, by its method. */
const usual: ReadonlyMap<string, readonly string[]> = new Map([
  ['create', ['max_tokens', 'messages']],
  ['stream', ['max_tokens', 'messages']],
  ['parse', ['max_tokens', 'messages']],
  ['countTokens', ['model', 'messages']],
  ['count_tokens', ['model', 'messages']],
]);

/**
 * A client that comes from elsewhere is told by its call: no other package has a method path ending in
 * `messages.create` that takes both `max_tokens` and `messages`, or a count of tokens there.
 */
function guessedClient(ref: CallRef, callee: Value, sdk: Sdk, tools: Tools): SdkClient | undefined {
  if (!comesFromElsewhere(callee, sdk)) return undefined;
  const names = withoutRaw(namesOf(ref.call.callee));
  const method = names.at(-1) ?? '';
  const wanted = usual.get(method);
  if (names.at(-2) !== 'messages' || !wanted?.every((name) => typeof tools.option(ref, name) === 'object')) return undefined;
  return { library: sdk.name, provider: 'anthropic', ...(isUnmade(callee, ref) && { isUnmade: true }), adjusted: clonesIn(ref, ref.call.callee, sdk), path: names.slice(names.at(-3) === 'beta' ? -3 : -2) };
}

/** `client.with_options(...)` in what is called, the first one first. */
function clonesIn(ref: CallRef, expr: Expr, sdk: Sdk): readonly CallRef[] {
  if (expr.kind === 'member') return clonesIn(ref, expr.object, sdk);
  const call = expr.kind === 'call' ? ref.chunk.facts.calls[expr.call] : undefined;
  if (call?.callee.kind !== 'member') return [];
  return [...clonesIn(ref, call.callee.object, sdk), ...(sdk.clones.includes(call.callee.name) ? [{ ...ref, call }] : [])];
}

function comesFromElsewhere(value: Value, sdk: Sdk): boolean {
  if (value.kind === 'result') return comesFromElsewhere(value.callee, sdk);
  if (value.kind === 'typed') return comesFromElsewhere(value.type, sdk);
  return value.kind === 'param' || value.kind === 'unknown' || value.kind === 'global' || (value.kind === 'symbol' && sdk.isOwnModule(value.module));
}

function namesOf(expr: Expr): readonly string[] {
  if (expr.kind === 'member') return [...namesOf(expr.object), expr.name];
  return expr.kind === 'name' ? [expr.name] : [''];
}
