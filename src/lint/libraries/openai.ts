import type { Provider } from '../call';
import type { Expr } from '../facts/facts';
import type { CallRef } from '../program/fileView';
import type { Value } from '../program/value';
import { claudeModel, isVendorOfAList } from './claudeModel';
import type { LibraryModel, Tools } from './model';
import { type OwnRetries, ownRetries } from './ownRetries';

const methods = new Set([
  ...['create', 'stream', 'parse', 'runTools'].flatMap((name) => [`chat.completions.${name}`, `beta.chat.completions.${name}`]),
  'responses.create',
  'responses.stream',
  'responses.parse',
]);

/** openai 4 to 6, pointed at Anthropic's compatible endpoint or at a gateway that takes Claude's model ids. */
export const openai: LibraryModel = {
  name: 'openai',
  languages: ['typescript', 'tsx', 'javascript'],
  words: ['anthropic', 'claude'],
  callNames: ['create', 'stream', 'parse', 'runTools'],
  request: (ref, callee, tools) => {
    const client = clientOf(callee) ?? handedIn(ref, callee);
    if (!client || !methods.has(client.path.join('.'))) return undefined;
    const { made } = client;
    const model = modelOf(ref, made, tools);
    if (!model) return undefined;
    const stream = tools.option(ref, 'stream');
    const streams = stream && stream !== 'unknown' ? tools.evaluate(stream) : undefined;
    return {
      ...model,
      via: 'other',
      library: 'openai',
      api: client.path.join('.'),
      streaming: client.path.at(-1) === 'stream' || (streams?.is === 'literal' && streams.value === true),
      layers: [ownRetries(made ? retries : { ...retries, byDefault: 'unknown' }, [tools.option(ref, 'maxRetries', 1), made && tools.option(made, 'maxRetries')], tools)],
      throws: true,
      errors: 'openai',
      ...(made && { client: made }),
      clientUnknown: made === undefined,
    };
  },
};

/** openai 6.49.0 `client.js`: 2 retries on 408, 409, 429, from 500 up and broken connections; 0.5 s doubled up to 8 s; retry-after without a cap. */
const retries: OwnRetries = { kind: 'sdk', name: 'openai', option: 'maxRetries', counts: 'retries', byDefault: 2, retryAfter: 'honoured', waitBefore: (retry) => Math.min(0.5 * 2 ** (retry - 1), 8) };

/** Claude by the model's id, or by the address, where nothing else answers. */
function modelOf(ref: CallRef, made: CallRef | undefined, tools: Tools): { readonly provider: Provider; readonly model?: string } | undefined {
  const base = made && tools.option(made, 'baseURL');
  const isAnthropic = base && base !== 'unknown' ? tools.texts(base).some((url) => url.includes('api.anthropic.com')) : false;
  const place = tools.option(ref, 'model');
  const named = place && place !== 'unknown' ? claudeModel(tools.texts(place)) : undefined;
  if (isAnthropic) return { provider: 'anthropic', ...named };
  // Without an address it asks OpenAI, which no Claude is behind.
  if (made && (base === undefined || isVendorOfAList(place, base, tools))) return undefined;
  return named && { provider: 'gateway', ...named };
}

interface Client {
  readonly made?: CallRef;
  readonly path: readonly string[];
}

function clientOf(value: Value): Client | undefined {
  if (value.kind === 'typed') return isOpenAi(value.type) ? { path: withoutRaw(value.path) } : undefined;
  if (value.kind !== 'result') return undefined;
  if (isOpenAi(value.callee)) return { made: value.of, path: withoutRaw(value.path) };
  return undefined;
}

/** A client that comes from elsewhere is told by its method's path, which OpenAI's protocol shares with nothing else, and counts with a Claude id only. */
function handedIn({ call: { callee } }: CallRef, value: Value): Client | undefined {
  if (value.kind !== 'param' && value.kind !== 'unknown') return undefined;
  const path = namesOf(callee).slice(-3);
  return path.join('.') === 'chat.completions.create' ? { path } : undefined;
}

function namesOf(expr: Expr): readonly string[] {
  if (expr.kind === 'member') return [...namesOf(expr.object), expr.name];
  return expr.kind === 'name' ? [expr.name] : [''];
}

function withoutRaw(path: readonly string[]): readonly string[] {
  return path.filter((part) => part !== 'withRawResponse');
}

function isOpenAi(type: Value): boolean {
  return type.kind === 'symbol' && /^openai(?:\/index(?:\.m?js)?)?$/.test(type.module) && ['default', 'OpenAI', 'AzureOpenAI'].includes(type.path.at(-1) ?? 'default');
}
