import type { Layer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Tools } from './model';
import { frameworkRetries } from './frameworkRetries';
import { numberOption, spanOf } from './options';
import { totalWait } from './waits';

/** Providers that LiteLLM asks through the openai package, whose 2 retries stay: seen, 3 requests for `openai/claude-...`, one for `openrouter/...`. */
const throughOpenai = /^(?:openai|litellm_proxy|azure|custom_openai|text-completion-openai)\//;

interface LitellmCall {
  readonly ref: CallRef;
  readonly api: string;
  /** The model's id with its provider. */
  readonly id: string;
}

/**
 * litellm 1.110.2 `utils.py` (`wrapper`, `wrapper_async`) and `main.py` (`completion_with_retries`): nothing is sent
 * again unless `num_retries` says so; then tenacity sends on any error at once, and an `acompletion` that got a 429 after
 * 0, 1, 2, 4 ... 10 s. Seen: 1 request by default and with `max_retries=3`, 4 with `num_retries=3`, for 429, 529, 500 and 400.
 */
export function litellmRetries({ ref, api, id }: LitellmCall, tools: Tools): Layer {
  if (api.endsWith('completion_with_retries')) return withRetries({ ref, api, id }, tools);
  const given = tools.option(ref, 'num_retries');
  const set = numberOption(given, tools) === undefined ? globalRetries(ref, tools) : given;
  const retries = numberOption(set, tools);
  const strategy = textOf(tools.option(ref, 'retry_strategy'), tools);
  const exponential = api === 'acompletion' || strategy === 'exponential_backoff_retry';
  const max = tools.option(ref, 'max_retries');
  if ((retries === undefined || retries === 0) && throughOpenai.test(id)) return frameworkRetries({ name: 'litellm', option: 'max_retries', value: max, fallback: 2, at: undefined }, tools);
  const more = numberOption(max, tools);
  if (retries === undefined && max && max !== 'unknown' && more !== undefined && more !== 0)
    return {
      kind: 'library',
      name: 'litellm',
      attempts: 1,
      covers429: false,
      covers529: false,
      coversConnection: false,
      retryAfter: 'ignored',
      maxWaitSeconds: 0,
      implicit: false,
      at: spanOf(max),
      whyNot: '`max_retries` does not reach this provider, `num_retries` would',
    };
  if (tools.option(ref, 'retry_policy') !== undefined || max === 'unknown') return frameworkRetries({ name: 'litellm', option: 'retry_policy', value: 'unknown', fallback: 0, at: absolute(ref.chunk, ref.call.argsSpan) }, tools);
  const layer = frameworkRetries(
    { name: 'litellm', option: 'num_retries', value: set, fallback: 0, at: absolute(ref.chunk, ref.call.argsSpan), retryAfter: 'ignored', waitBefore: (retry) => (exponential && retry > 1 ? Math.min(2 ** (retry - 2), 10) : 0) },
    tools,
  );
  // Two wrappers count for `responses`: seen, 5 requests for `num_retries=2`.
  return api.endsWith('responses') && layer.attempts !== 1 ? { ...layer, attempts: 'unknown' } : layer;
}

/** `completion_with_retries`: three attempts unless `num_retries` says how many, the first included. */
function withRetries({ ref }: LitellmCall, tools: Tools): Layer {
  const place = tools.option(ref, 'num_retries');
  const attempts = numberOption(place, tools) ?? 3;
  const exponential = textOf(tools.option(ref, 'retry_strategy'), tools) === 'exponential_backoff_retry';
  const covers = typeof attempts === 'number' ? attempts > 1 : ('unknown' as const);
  return {
    kind: 'framework',
    name: 'litellm',
    attempts,
    covers429: covers,
    covers529: covers,
    coversConnection: covers,
    retryAfter: 'ignored',
    maxWaitSeconds: totalWait(typeof attempts === 'number' ? attempts - 1 : attempts, (retry) => (exponential ? Math.min(2 ** (retry - 1), 10) : 0)),
    implicit: false,
    at: absolute(ref.chunk, ref.call.callee.span),
  };
}

/** `litellm.num_retries = 3` in the same file holds for calls that say nothing, until one of them fails. */
function globalRetries({ chunk: { file } }: CallRef, tools: Tools): Place | undefined {
  for (const chunk of file.chunks)
    for (const { target, key, value, region } of chunk.facts.entries) {
      if (key !== 'num_retries') continue;
      const of = tools.resolve({ chunk, region, expr: { kind: 'name', name: target, span: value.span } });
      if (of.some((found) => found.kind === 'symbol' && found.module === 'litellm' && found.path.length === 0)) return { chunk, region, expr: value };
    }
  return undefined;
}

function textOf(place: Place | 'unknown' | undefined, tools: Tools): string | undefined {
  return place && place !== 'unknown' ? tools.texts(place)[0] : undefined;
}
