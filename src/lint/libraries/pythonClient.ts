import { type CallRef, absolute } from '../program/fileView';
import type { Value } from '../program/value';
import type { Layer } from '../policy/layer';
import { frameworkRetries } from './frameworkRetries';
import type { Tools } from './model';

/** A client of the `anthropic` or the `openai` package, with what is read off it. */
export interface PythonClient {
  readonly package: 'anthropic' | 'openai';
  /** The class: `AsyncAnthropic`. */
  readonly type: string;
  /** The constructor call; absent if only the client's type is known. */
  readonly made?: CallRef;
  /** Calls of `with_options` and `copy`, first to last. */
  readonly adjusted: readonly CallRef[];
  readonly path: readonly string[];
}

/** The client that a value is or is read off, or undefined if it is something else. */
export function pythonClient(value: Value): PythonClient | undefined {
  if (value.kind === 'typed') {
    const type = typeOf(value.type);
    return type && { ...type, adjusted: [], path: value.path };
  }
  if (value.kind !== 'result') return undefined;
  const type = typeOf(value.callee);
  if (type) return { ...type, made: value.of, adjusted: [], path: value.path };
  const origin = pythonClient(value.callee);
  const isClone = origin?.path.length === 1 && ['with_options', 'copy'].includes(origin.path[0] ?? '');
  return isClone ? { ...origin, adjusted: [...origin.adjusted, value.of], path: value.path } : undefined;
}

/** The SDK's own retries: anthropic 2.13.0 and openai 3.3.0, `DEFAULT_MAX_RETRIES = 2` in `_constants.py`; seen: 3 requests for 429, 529 and 500 with either. */
export function pythonClientRetries({ package: name, made, adjusted }: PythonClient, tools: Tools): Layer {
  const holders = [...adjusted.toReversed(), ...(made ? [made] : [])];
  const holder = holders.find((call) => tools.option(call, 'max_retries') !== undefined);
  const value = holder && tools.option(holder, 'max_retries');
  const layer = frameworkRetries({ name, option: 'max_retries', value, fallback: made ? 2 : 'unknown', at: holder && absolute(holder.chunk, holder.call.argsSpan) }, tools);
  return { ...layer, kind: 'sdk' };
}

function typeOf(type: Value): Pick<PythonClient, 'package' | 'type'> | undefined {
  if (type.kind !== 'symbol') return undefined;
  const name = type.path.at(-1) ?? '';
  const root = type.module.split('.')[0];
  if (root === 'anthropic' && /Anthropic|^(?:Async)?Client$/.test(name)) return { package: 'anthropic', type: name };
  // Helicone, Langfuse and the like hand the same class on under their own module.
  const isOpenai = root === 'openai' || type.module === 'langfuse.openai';
  return isOpenai && /^(?:Async)?(?:Azure)?(?:OpenAI|Client)$/.test(name) ? { package: 'openai', type: name } : undefined;
}
