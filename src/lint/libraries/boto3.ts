import type { CallRef } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { botocoreRetries } from './botocoreRetries';
import { namesClaude } from './claudeModel';
import { claudeModelId } from './claudeModelId';
import type { LibraryModel, Tools } from './model';
import { entryOf } from './options';
import { isUnmade } from './unmade';

/** boto3 1.44.8: the methods of a `bedrock-runtime` client that ask a model. */
const methods = new Set(['invoke_model', 'invoke_model_with_response_stream', 'converse', 'converse_stream']);

/** boto3, aioboto3 and aiobotocore: a `bedrock-runtime` client that asks a Claude model. */
export const boto3: LibraryModel = {
  name: 'boto3',
  languages: ['python'],
  words: ['anthropic', 'claude'],
  callNames: [...methods],
  request: (ref, callee, tools) => {
    const api = calledMethod(ref, callee);
    const client = api === undefined ? undefined : clientOf(ref, callee, tools);
    if (api === undefined || client === undefined) return undefined;
    const asked = tools.option(ref, 'modelId');
    const named = claudeModelId(asked, tools);
    const version = hasVersion(tools.option(ref, 'body'), tools);
    if (named ? version === false && mayBeAnother(asked, tools) && api.startsWith('invoke_model') : version !== true) return undefined;
    const model = named?.model;
    return {
      provider: 'bedrock',
      via: 'other',
      library: 'boto3',
      api,
      streaming: api.includes('stream'),
      ...(model !== undefined && { model }),
      layers: [botocoreRetries(client === 'unmade' ? {} : { client }, tools)],
      throws: true,
      errors: 'botocore',
      ...(typeof client === 'object' && { client }),
      clientUnknown: typeof client === 'string',
    };
  },
};

/** The method by its name as written, as the client may come from anywhere. */
function calledMethod({ call }: CallRef, callee: Value): string | undefined {
  const written = call.callee.kind === 'member' ? call.callee.name : undefined;
  const path = 'path' in callee ? callee.path.at(-1) : undefined;
  const name = path ?? written;
  return name !== undefined && methods.has(name) ? name : undefined;
}

/** The call that made the client, `unmade` for one that a snippet calls by its name and nothing makes; undefined if something else is asked. */
function clientOf(ref: CallRef, callee: Value, tools: Tools): CallRef | 'unmade' | 'unknown' | undefined {
  if (callee.kind === 'global') return /bedrock/i.test(callee.path[0] ?? '') ? (isUnmade(callee, ref) ? 'unmade' : 'unknown') : undefined;
  if (callee.kind === 'symbol' || callee.kind === 'function' || callee.kind === 'class') return undefined;
  if (callee.kind !== 'result') return 'unknown';
  const maker = 'path' in callee.callee ? callee.callee.path.at(-1) : undefined;
  if (maker !== 'client' && maker !== 'create_client') return 'unknown';
  const service = tools.argument(callee.of, 0) ?? tools.option(callee.of, 'service_name');
  const names = service && service !== 'unknown' ? tools.texts(service) : [];
  return names.some((name) => name === 'bedrock-runtime' || name.includes('\u0000')) ? callee.of : undefined;
}

type Option = Place | 'unknown' | undefined;

function mayBeAnother(model: Option, tools: Tools): boolean {
  return model !== undefined && model !== 'unknown' && !tools.texts(model).every(namesClaude);
}

/** Only Claude's request body on Bedrock has an `anthropic_version`: its documentation's "Anthropic Claude Messages API". False where all of a body is known that has none, nor the older `max_tokens_to_sample`. */
function hasVersion(body: Option, tools: Tools): boolean | undefined {
  if (body === undefined || body === 'unknown') return undefined;
  const [value] = tools.resolve(body);
  const inner = (value?.kind === 'result' ? tools.argument(value.of, 0) : undefined) ?? body;
  if (entryOf(inner, 'anthropic_version', tools) !== undefined) return true;
  const [written] = tools.resolve(inner);
  const isKnown = written?.kind === 'object' && written.of.spreads.length === 0;
  return isKnown && entryOf(inner, 'max_tokens_to_sample', tools) === undefined ? false : undefined;
}
