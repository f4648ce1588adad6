import type { Layer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import { within } from '../program/resolve';
import type { Value } from '../program/value';
import { type ChatModel, chatModel, isLangChain, modelById } from './langchainModel';
import type { Tools } from './model';
import { numberOption } from './options';
import { type OwnRetries, ownRetries } from './ownRetries';
import { totalWait } from './waits';

/** A runnable that asks Claude, and what is put around the model in it, inner first. */
export interface ClaudeRunnable extends ChatModel {
  readonly around: readonly Layer[];
}

/** Runnables inside runnables: a chain of chains. */
const maxDepth = 8;

/** Methods that give the same runnable back, with something bound to it (@langchain/core 1.4.0 `runnables/base.js`). */
const same = new Set(['bindTools', 'bind', 'withStructuredOutput', 'withConfig', 'withListeners', 'assign', 'pick', 'map', 'asTool', 'compile']);

/** The runnable that a value is, if Claude answers in it: a chat model, what its methods give back, a chain or an agent made with it. */
export function claudeRunnable(value: Value, tools: Tools, depth = 0): ClaudeRunnable | undefined {
  if (depth > maxDepth) return undefined;
  if (value.kind === 'typed') {
    const model = value.path.length === 0 ? chatModel(value.type, undefined, tools) : undefined;
    return model && { ...model, around: [] };
  }
  if (value.kind !== 'result' || value.path.length > 0) return undefined;
  const { callee, of } = value;
  const inside = (place: Place | 'unknown' | undefined) => runnableAt(place, tools, depth + 1);
  if (callee.kind === 'symbol') {
    const model = chatModel(callee, of, tools);
    if (model) return { ...model, around: [] };
    return isLangChain(callee.module) ? composed(callee.path, of, tools, depth) : undefined;
  }
  if (callee.kind !== 'result') return undefined;
  const method = callee.path.at(-1) ?? '';
  const receiver = claudeRunnable({ ...callee, path: callee.path.slice(0, -1) }, tools, depth + 1);
  if (method === 'pipe') return receiver ?? inside(tools.argument(of, 0));
  if (!receiver) return undefined;
  if (same.has(method)) return receiver;
  if (method === 'withRetry') return { ...receiver, around: [...receiver.around, retryLayer(of, tools)] };
  return method === 'withFallbacks' ? { ...receiver, around: [...receiver.around, fallbackLayer(of, tools)] } : undefined;
}

function runnableAt(place: Place | 'unknown' | undefined, tools: Tools, depth: number): ClaudeRunnable | undefined {
  if (!place || place === 'unknown' || depth > maxDepth) return undefined;
  return firstOf(tools.resolve(place), (value) => {
    if (value.kind === 'list') return firstOf(value.of.items, (item) => runnableAt(within(value, item), tools, depth + 1));
    return claudeRunnable(value, tools, depth);
  });
}

/** The entries of options that hold the runnable which answers. */
const holders = ['llm', 'model', 'agent', 'runnable', 'llmChain', 'chain', 'combineDocsChain', 'combineDocumentsChain', 'agents', 'bound'];
/** Runnables that run each of their entries. */
const parallel = /^Runnable(?:Parallel|Map|Passthrough|Assign)$/;

/** `RunnableSequence.from([...])`, `new LLMChain({ llm })`, `createAgent({ model })`, `RetrievalQAChain.fromLLM(llm, ...)`. */
function composed(path: readonly string[], of: CallRef, tools: Tools, depth: number): ClaudeRunnable | undefined {
  const args = of.call.args.flatMap((_, index) => tools.argument(of, index) ?? []);
  const direct = firstOf(args, (place) => runnableAt(place, tools, depth + 1));
  const held = direct ?? firstOf(holders, (name) => runnableAt(tools.option(of, name), tools, depth + 1)) ?? named(path, of, tools);
  if (held) return { ...held, around: [...held.around, ...middleware(of, tools)] };
  if (!path.some((name) => parallel.test(name))) return undefined;
  return firstOf(args, (place) =>
    firstOf(tools.resolve(place), (value) => (value.kind === 'object' ? firstOf(value.of.entries, (entry) => runnableAt(within(value, entry.value), tools, depth + 1)) : undefined)),
  );
}

/** `createAgent({ model: 'claude-…' })` makes the model by its name. */
function named(path: readonly string[], of: CallRef, tools: Tools): ClaudeRunnable | undefined {
  const model = path.at(-1) === 'createAgent' ? tools.option(of, 'model') : undefined;
  const found = model && model !== 'unknown' ? modelById(tools.texts(model), undefined, tools) : undefined;
  return found && { ...found, around: [] };
}

/** p-retry inside, 3 attempts, 1 s doubled and up to twice as long, on any error; it waits at least as long as retry-after says. `stream` is not retried: `RunnableRetry` in `runnables/base.js`. */
function retryLayer(of: CallRef, tools: Tools): Layer {
  const found = numberOption(tools.option(of, 'stopAfterAttempt'), tools) ?? 3;
  const handler = tools.option(of, 'onFailedAttempt');
  const covers = handler === undefined ? found !== 1 : found === 1 ? false : 'unknown';
  return {
    kind: 'framework',
    name: 'withRetry',
    attempts: found,
    covers429: covers,
    covers529: covers,
    coversConnection: covers,
    retryAfter: 'honoured',
    maxWaitSeconds: totalWait(typeof found === 'number' ? found - 1 : found, (retry) => 2 ** retry),
    implicit: false,
    at: absolute(of.chunk, of.call.span),
    ...(covers === false && { whyNot: 'it makes one attempt only' }),
  };
}

/** Sends to the next model at once: `RunnableWithFallbacks` in `runnables/base.js`. */
function fallbackLayer(of: CallRef, tools: Tools): Layer {
  const argument = tools.argument(of, 0);
  const isList = argument && tools.resolve(argument).some((value) => value.kind === 'list');
  const list = isList ? argument : tools.option(of, 'fallbacks');
  const [only, ...others] = list && list !== 'unknown' ? tools.resolve(list) : [];
  const attempts = only?.kind === 'list' && others.length === 0 ? only.of.items.length + 1 : 'unknown';
  return { kind: 'framework', name: 'withFallbacks', attempts, covers429: true, covers529: true, coversConnection: true, retryAfter: 'ignored', maxWaitSeconds: 0, implicit: false, at: absolute(of.chunk, of.call.span) };
}

/** langchain 1.5.14 `agents/middleware/constants.js`: 2 retries, 1 s doubled up to 60 s and 25 % more, or longer as the error says (`getRetryAfterMs`; seen: 90 s), on any error. */
const modelRetry: OwnRetries = { kind: 'framework', name: 'modelRetryMiddleware', option: 'maxRetries', counts: 'retries', byDefault: 2, retryAfter: 'honoured', waitBefore: (retry) => Math.min(2 ** (retry - 1), 60) * 1.25 };

function middleware(of: CallRef, tools: Tools): readonly Layer[] {
  const list = tools.option(of, 'middleware');
  if (!list || list === 'unknown') return [];
  return tools.resolve(list).flatMap((value) => {
    if (value.kind !== 'list') return [];
    return value.of.items.flatMap((item) =>
      tools.resolve(within(value, item)).flatMap((one) => {
        if (one.kind !== 'result' || one.callee.kind !== 'symbol' || one.callee.path.at(-1) !== 'modelRetryMiddleware') return [];
        return [{ ...ownRetries(modelRetry, [tools.option(one.of, 'maxRetries')], tools), implicit: false, at: absolute(one.of.chunk, one.of.call.span) }];
      }),
    );
  });
}

function firstOf<T, R>(items: readonly T[], of: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = of(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

