import type { Provider } from '../call';
import type { Layer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import type { Value } from '../program/value';
import { botocoreRetries } from './botocoreRetries';
import { claudeModelId } from './claudeModelId';
import { frameworkRetries } from './frameworkRetries';
import type { LibraryModel, RequestMatch, Tools } from './model';
import { numberOption } from './options';
import { pythonClient, pythonClientRetries } from './pythonClient';
import { tenacity } from './tenacity';
import { isAtLeast } from './versions';
import { rightAround } from './coverage';

const last = ['create', 'create_with_completion', 'create_partial', 'create_iterable'];
const methods = new Set(last.flatMap((name) => [name, `messages.${name}`, `chat.completions.${name}`, `completions.${name}`]));

/** instructor for Python: a client of another package that gives back objects. */
export const instructorPython: LibraryModel = {
  name: 'instructor',
  languages: ['python'],
  words: ['anthropic', 'claude'],
  callNames: last,
  request: (ref, callee, tools) => {
    if (callee.kind !== 'result' || callee.callee.kind !== 'symbol' || callee.callee.module.split('.')[0] !== 'instructor') return undefined;
    const api = callee.path.join('.');
    const patched = methods.has(api) ? patchedBy(callee.callee.path.at(-1) ?? '', callee.of, ref, tools) : undefined;
    if (!patched) return undefined;
    return {
      ...patched,
      via: 'other',
      library: 'instructor',
      api,
      streaming: api.endsWith('partial') || api.endsWith('iterable'),
      layers: [...patched.layers, ...ownRetries(ref, patched.errors, tools)],
      throws: true,
      client: callee.of,
      clientUnknown: false,
    };
  },
};

type Patched = Pick<RequestMatch, 'provider' | 'errors' | 'model' | 'layers'>;

/** The client inside, if it asks Claude: `from_anthropic(Anthropic())`, `from_provider("anthropic/claude-...")`, `from_openai(OpenAI(base_url=...))`. */
function patchedBy(maker: string, of: CallRef, ref: CallRef, tools: Tools): Patched | undefined {
  const named = claudeModelId(tools.option(ref, 'model') ?? tools.option(of, 'model'), tools);
  const model = named?.model !== undefined ? { model: named.model } : {};
  if (maker === 'from_provider') {
    const provided = claudeModelId(tools.argument(of, 0) ?? tools.option(of, 'model'), tools);
    if (!provided) return undefined;
    const provider: Provider = /^(?:anthropic|claude)/.test(provided.id) ? 'anthropic' : provided.id.startsWith('bedrock') ? 'bedrock' : 'gateway';
    // `auto_client.py` hands further options to the SDK's client; seen: 3 requests.
    const layer = frameworkRetries({ name: provider === 'anthropic' ? 'anthropic' : 'instructor', option: 'max_retries', value: tools.option(of, 'max_retries'), fallback: provider === 'anthropic' ? 2 : 'unknown', at: absolute(of.chunk, of.call.argsSpan) }, tools);
    return { provider, errors: 'other', layers: [layer], ...model, ...(provided.model !== undefined && { model: provided.model }) };
  }
  const inner = tools.argument(of, 0) ?? tools.option(of, 'client');
  for (const value of inner && inner !== 'unknown' ? tools.resolve(inner) : []) {
    const client = pythonClient(value);
    const layers = client ? [pythonClientRetries(client, tools)] : [];
    if (client?.package === 'anthropic') return { provider: providerOf(client.type), errors: 'other', layers, ...model };
    if (client && named) return { provider: 'gateway', errors: 'other', layers, ...model };
    if (named && isLitellm(value)) return { provider: 'gateway', errors: 'other', layers: [], ...model };
    if (named && maker === 'from_bedrock') return { provider: 'bedrock', errors: 'other', layers: [botocoreRetries({ client: value.kind === 'result' ? value.of : 'unknown' }, tools)], ...model };
  }
  // The client comes from elsewhere.
  return maker === 'from_anthropic' ? { provider: 'anthropic', errors: 'other', layers: [unread(of)], ...model } : undefined;
}

function providerOf(type: string): Provider {
  return type.includes('Bedrock') ? 'bedrock' : type.includes('Vertex') ? 'vertex' : type.includes('Foundry') ? 'foundry' : 'anthropic';
}

function isLitellm(value: Value): boolean {
  return value.kind === 'symbol' && value.module.split('.')[0] === 'litellm';
}

function unread({ chunk, call }: CallRef): Layer {
  return { kind: 'sdk', name: 'anthropic', attempts: 'unknown', covers429: 'unknown', covers529: 'unknown', coversConnection: 'unknown', retryAfter: 'unknown', maxWaitSeconds: 'unknown', implicit: true, at: absolute(chunk, call.callee.span) };
}

/**
 * instructor's `max_retries`. A number re-sends what cannot be parsed; up to 1.15 (`core/retry.py`) any error counted, at
 * once, since 1.16 (`v2/core/retry.py`, `retry_if_exception_type(_RETRYABLE_PARSE_ERRORS)`; seen with 1.17.0: one request
 * for a 429 with `max_retries=3`) none of the service does. A tenacity object does what it says.
 */
function ownRetries(ref: CallRef, errors: RequestMatch['errors'], tools: Tools): readonly Layer[] {
  const place = tools.option(ref, 'max_retries');
  if (place === undefined || place === 'unknown') return [];
  const retrying = tools.resolve(place).find((value) => value.kind === 'result');
  const layer = retrying && tenacity.loop?.(retrying, rightAround(errors), tools);
  if (layer) return [layer];
  const retries = numberOption(place, tools);
  const parsesOnly = isAtLeast(tools.versionOf(ref, 'instructor'), '1.16.0');
  if (parsesOnly === true || retries === undefined || retries === 0 || retries === 1) return [];
  const at = absolute(place.chunk, place.expr.span);
  if (parsesOnly === false && typeof retries === 'number') return [{ kind: 'framework', name: 'instructor', attempts: retries, covers429: true, covers529: true, coversConnection: true, retryAfter: 'ignored', maxWaitSeconds: 0, implicit: false, at }];
  return [{ kind: 'framework', name: 'instructor', attempts: 'unknown', covers429: 'unknown', covers529: 'unknown', coversConnection: 'unknown', retryAfter: 'ignored', maxWaitSeconds: 'unknown', implicit: false, at }];
}
