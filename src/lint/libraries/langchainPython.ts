import type { Layer } from '../policy/layer';
import { absolute } from '../program/fileView';
import { coverage, isOneOf, predicate, rightAround } from './coverage';
import type { Framework } from './framework';
import { frameworkModel } from './frameworkModel';
import { isLangchain, langchainModel, namedLangchainModel } from './langchainPythonModels';
import { modelRetryMiddleware } from './langchainPythonMiddleware';
import type { LibraryModel, Tools } from './model';
import { numberOption } from './options';
import { totalWait } from './waits';

const sending = ['invoke', 'stream', 'batch', 'predict', 'predict_messages', 'generate', 'generate_prompt', 'run', 'call', 'apply', 'transform'];

/**
 * LangChain and LangGraph: models, the chains made of them (`prompt | llm | parser`) and agents. A chain sends nothing
 * again by itself (langchain-core 1.8.3, seen: `batch` with `max_retries=0` sends once).
 */
export const langchainPython: LibraryModel = frameworkModel({
  name: 'langchain-core',
  via: 'langchain',
  methods: new Set(['', '__call__', ...sending.flatMap((name) => [name, `a${name}`]), 'batch_as_completed', 'abatch_as_completed', 'astream_events', 'stream_events', 'astream_log', 'predict_and_parse', 'generate_text']),
  owns: isLangchain,
  model: langchainModel,
  named: namedLangchainModel,
  same: new Set([
    ...['bind', 'bind_tools', 'bind_functions', 'with_structured_output', 'with_config', 'with_types', 'with_listeners', 'with_alisteners', 'with_retry', 'with_fallbacks'],
    ...['configurable_fields', 'configurable_alternatives', 'pipe', 'map', 'assign', 'pick', 'compile', 'model_copy', 'copy', 'from_llm', 'as_agent'],
  ]),
  around: ({ name, of, method, errors }, tools) => {
    if (name === 'with_retry') return [withRetry({ of, method, errors }, tools)];
    if (name === 'with_fallbacks') return [withFallbacks({ of, method, errors }, tools)];
    return modelRetryMiddleware(of, errors, tools);
  },
});

type Use = Pick<Parameters<NonNullable<Framework['around']>>[0], 'of' | 'method' | 'errors'>;

/**
 * langchain-core 1.8.3 `runnables/retry.py`: three attempts, on any Exception, with tenacity's `wait_exponential_jitter`
 * (1 s doubled, up to 1 s more). It overrides `invoke` and `batch` only: seen, one request for `stream`.
 */
function withRetry({ of, method, errors }: Use, tools: Tools): Layer {
  const base = { kind: 'helper', name: 'with_retry', retryAfter: 'ignored', implicit: false, at: absolute(of.chunk, of.call.callee.span) } as const;
  if (method.includes('stream'))
    return { ...base, attempts: 1, covers429: false, covers529: false, coversConnection: false, maxWaitSeconds: 0, whyNot: 'it re-sends `invoke` and `batch`, and leaves a stream alone' };
  const attempts = numberOption(tools.option(of, 'stop_after_attempt'), tools) ?? 3;
  const types = tools.option(of, 'retry_if_exception_type');
  const use = rightAround(errors);
  const asks = types === undefined ? () => true : types === 'unknown' ? () => undefined : (scenario: Parameters<typeof predicate>[2]) => isOneOf(types, use, scenario, tools) ?? predicate(types, use, scenario, tools);
  const jitter = tools.option(of, 'wait_exponential_jitter');
  const waits = jitter === undefined || (jitter !== 'unknown' && jitter.expr.kind === 'boolean' && jitter.expr.value);
  return {
    ...base,
    attempts,
    ...coverage('with_retry', use, attempts, asks),
    maxWaitSeconds: totalWait(typeof attempts === 'number' ? attempts - 1 : attempts, (retry) => (tools.option(of, 'exponential_jitter_params') ? undefined : waits ? 2 ** (retry - 1) + 1 : 0)),
  };
}

/** `runnables/fallbacks.py`: another model is asked after any Exception unless `exceptions_to_handle` says otherwise; nobody waits, and the other has limits of its own. */
function withFallbacks({ of, errors }: Use, tools: Tools): Layer {
  const types = tools.option(of, 'exceptions_to_handle');
  const use = rightAround(errors);
  const list = tools.argument(of, 0) ?? tools.option(of, 'fallbacks');
  const [value] = list && list !== 'unknown' ? tools.resolve(list) : [];
  const attempts = value?.kind === 'list' ? value.of.items.length + 1 : 'unknown';
  return {
    kind: 'helper',
    name: 'with_fallbacks',
    attempts,
    ...coverage('with_fallbacks', use, attempts, (scenario) => (types === undefined ? true : types === 'unknown' ? undefined : isOneOf(types, use, scenario, tools))),
    retryAfter: 'ignored',
    maxWaitSeconds: 'unknown',
    implicit: false,
    at: absolute(of.chunk, of.call.callee.span),
  };
}
