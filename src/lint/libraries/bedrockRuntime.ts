import type { Layer } from '../policy/layer';
import type { CallRef } from '../program/fileView';
import type { Value } from '../program/value';
import { claudeModel } from './claudeModel';
import type { LibraryModel, RequestMatch, Tools } from './model';
import { entryOf, spanOf } from './options';
import { type OwnRetries, ownRetries } from './ownRetries';

const operations = ['InvokeModel', 'InvokeModelWithResponseStream', 'Converse', 'ConverseStream', 'CountTokens'];
const commands = new Map(operations.map((name) => [`${name}Command`, name]));
/** `BedrockRuntime` has a method for each operation. */
const methods = new Map(operations.map((name) => [name.charAt(0).toLowerCase() + name.slice(1), name]));

const module = '@aws-sdk/client-bedrock-runtime';

/** The AWS SDK for JavaScript, client-bedrock-runtime 3.1164.0: `client.send(new InvokeModelCommand({ modelId: 'anthropic.claude-…' }))`. */
export const bedrockRuntime: LibraryModel = {
  name: module,
  languages: ['typescript', 'tsx', 'javascript'],
  words: ['anthropic', 'claude'],
  callNames: ['send', ...methods.keys()],
  request: (ref, callee, tools) => {
    const asked = request(ref, callee, tools);
    const model = asked && claudeOf(asked.options, tools);
    if (!asked || !model) return undefined;
    const made = clientOf(callee);
    return {
      provider: 'bedrock',
      via: 'other',
      library: module,
      api: asked.api,
      streaming: asked.api.endsWith('Stream'),
      ...model,
      layers: [layer(made, tools)],
      throws: true,
      errors: 'aws',
      ...(made && { client: made }),
      clientUnknown: made === undefined,
    } satisfies RequestMatch;
  },
};

/** What is asked, and the call whose first argument says of which model. */
function request(ref: CallRef, callee: Value, tools: Tools): { readonly api: string; readonly options: CallRef } | undefined {
  const name = callee.kind === 'result' || callee.kind === 'typed' || callee.kind === 'param' ? callee.path.at(-1) : memberName(ref);
  const api = methods.get(name ?? '');
  if (api !== undefined) return clientOf(callee) || isClientType(callee) ? { api, options: ref } : undefined;
  const argument = name === 'send' ? tools.argument(ref, 0) : undefined;
  if (!argument) return undefined;
  for (const value of tools.resolve(argument)) {
    if (value.kind !== 'result' || value.callee.kind !== 'symbol' || value.callee.module !== module) continue;
    const operation = commands.get(value.callee.path.at(-1) ?? '');
    if (operation !== undefined) return { api: operation, options: value.of };
  }
  return undefined;
}

function memberName({ call: { callee } }: CallRef): string | undefined {
  return callee.kind === 'member' ? callee.name : undefined;
}

/** By the id, or where the id is not known by the body that only Anthropic's models take (docs.aws.amazon.com, "Anthropic Claude Messages API"). */
function claudeOf(options: CallRef, tools: Tools): { readonly model?: string } | undefined {
  const id = tools.option(options, 'modelId');
  const named = id && id !== 'unknown' ? claudeModel(tools.texts(id)) : undefined;
  if (named) return named;
  const body = tools.option(options, 'body');
  if (!body || body === 'unknown') return undefined;
  const written = tools.resolve(body).flatMap((value) => {
    const inner = value.kind === 'result' ? (tools.argument(value.of, 0) ?? body) : body;
    // `Buffer.from(JSON.stringify({...}))` and `new TextEncoder().encode(JSON.stringify({...}))`.
    return tools.resolve(inner).map((deep) => (deep.kind === 'result' ? (tools.argument(deep.of, 0) ?? inner) : inner));
  });
  return written.some((place) => entryOf(place, 'anthropic_version', tools) !== undefined) ? {} : undefined;
}

function clientOf(callee: Value): CallRef | undefined {
  return callee.kind === 'result' && isClient(callee.callee) ? callee.of : undefined;
}

function isClientType(callee: Value): boolean {
  return callee.kind === 'typed' && isClient(callee.type);
}

function isClient(type: Value): boolean {
  return type.kind === 'symbol' && type.module === module && ['BedrockRuntimeClient', 'BedrockRuntime'].includes(type.path.at(-1) ?? '');
}

/**
 * 3 attempts (seen: 3 requests, and 31 s for 6), after throttling 1 s doubled up to 20 s, shortened by chance; retry-after is followed for 5 s more than that
 * at most: @smithy/core 3.x `submodules/retry`.
 */
const retries: OwnRetries = { kind: 'sdk', name: module, option: 'maxAttempts', counts: 'attempts', byDefault: 2, serverErrors: [500, 502, 503, 504], retryAfter: 'capped', waitBefore: (retry) => Math.min(2 ** (retry - 1), 20) };

function layer(made: CallRef | undefined, tools: Tools): Layer {
  if (!made) return ownRetries({ ...retries, byDefault: 'unknown' }, [], tools);
  const strategy = tools.option(made, 'retryStrategy');
  if (strategy === undefined) return ownRetries(retries, [tools.option(made, 'maxAttempts')], tools);
  const [value] = strategy === 'unknown' ? [] : tools.resolve(strategy);
  // `new ConfiguredRetryStrategy(attempts, backoff)` and `new StandardRetryStrategy(attempts)` of @smithy/util-retry.
  const attempts = value?.kind === 'result' && value.callee.kind === 'symbol' && (value.callee.path.at(-1) ?? '').endsWith("RetryStrategy") ? tools.argument(value.of, 0) : undefined;
  const found = ownRetries(retries, [attempts ?? 'unknown'], tools);
  return strategy === 'unknown' ? found : { ...found, maxWaitSeconds: 'unknown', at: spanOf(strategy) };
}
