import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { claudeModelId } from './claudeModelId';
import { frameworkRetries } from './frameworkRetries';
import { litellmProvider } from './litellmProvider';
import type { RequestMatch, Tools } from './model';
import { entryOf, onlyText, pythonArgument } from './options';

const methods = new Set(['completion', 'acompletion', 'text_completion', 'atext_completion', 'responses', 'aresponses']);

/**
 * litellm 1.110.2 `router.py`: 2 retries unless `num_retries` says otherwise, on 429, 5xx and broken connections, not on
 * a 400. Seen: 3 requests by default, 2 with `num_retries=1`. It waits as `retry-after` says, up to 60 s.
 */
export function routerRequest(ref: CallRef, callee: Value, tools: Tools): RequestMatch | undefined {
  const router = routerOf(callee);
  if (!router || callee.kind !== 'result') return undefined;
  const api = callee.path[0] ?? '';
  const deployments = tools.option(router, 'model_list') ?? tools.argument(router, 0);
  const wanted = pythonArgument(ref, 'model', 0, tools);
  const name = wanted && wanted !== 'unknown' ? onlyText(tools.texts(wanted)) : undefined;
  const named = deployments && deployments !== 'unknown' ? deployed(deployments, name, tools) : undefined;
  if (!named) return undefined;
  const own = tools.option(ref, 'num_retries');
  const policy = tools.option(router, 'retry_policy') ?? tools.option(router, 'model_group_retry_policy');
  const layer = frameworkRetries({ name: 'litellm Router', option: 'num_retries', value: own ?? (policy ? 'unknown' : tools.option(router, 'num_retries')), fallback: 2, at: absolute(router.chunk, router.call.argsSpan), waitBefore, retryAfter: 'capped' }, tools);
  return {
    provider: litellmProvider(named.id),
    via: 'litellm',
    library: 'litellm',
    api: `Router.${api}`,
    streaming: false,
    ...(named.model !== undefined && { model: named.model }),
    layers: [layer],
    throws: true,
    errors: 'openai',
    client: router,
    clientUnknown: false,
  };
}

/** `_calculate_retry_after`: 0.5 s doubled up to 8 s, and up to 0.75 s more; seen: 1.2 s before the first retry. */
const waitBefore = (retry: number) => Math.min(0.5 * 2 ** (retry - 1), 8) + 0.75;

function routerOf(callee: Value): CallRef | undefined {
  if (callee.kind !== 'result' || callee.path.length !== 1 || !methods.has(callee.path[0] ?? '')) return undefined;
  const { callee: type } = callee;
  return type.kind === 'symbol' && /^litellm(?:\.|$)/.test(type.module) && type.path.at(-1) === 'Router' ? callee.of : undefined;
}

/** The Claude model among the deployments that a name stands for, or among all where it is not known. */
function deployed(list: Place, name: string | undefined, tools: Tools): ReturnType<typeof claudeModelId> {
  for (const value of tools.resolve(list)) {
    if (value.kind !== 'list') continue;
    for (const expr of value.of.items) {
      const item = { chunk: value.chunk, region: value.region, expr, ...(value.context && { context: value.context }) };
      const alias = entryOf(item, 'model_name', tools);
      const called = alias && onlyText(tools.texts(alias));
      if (name !== undefined && called !== undefined && called !== name) continue;
      const params = entryOf(item, 'litellm_params', tools);
      const found = claudeModelId(params && entryOf(params, 'model', tools), tools);
      if (found) return found;
    }
  }
  return undefined;
}
