import type { CallRef } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import type { Framework, HeldModel } from './framework';
import type { LibraryModel, Tools } from './model';

/** The library model of a Python framework. */
export function frameworkModel(framework: Framework): LibraryModel {
  return {
    name: framework.name,
    languages: ['python'],
    words: ['anthropic', 'claude'],
    callNames: [...framework.methods].filter((name) => name !== ''),
    request: (ref, callee, tools) => {
      if ((callee.kind !== 'result' && callee.kind !== 'typed') || callee.path.length > 1) return undefined;
      const method = callee.path[0] ?? '';
      if (!framework.methods.has(method)) return undefined;
      const walk: Walk = { framework, tools, method, depth: 0 };
      const held = heldIn({ ...callee, path: [] }, walk) ?? (isOwned(callee, framework) ? (namedFor(ref, walk) ?? (isTold(callee, tools) ? undefined : ambient(ref, walk))) : undefined);
      return held && { ...held, via: framework.via, api: method || '__call__', streaming: method.includes('stream'), throws: true };
    },
  };
}

interface Walk {
  readonly framework: Framework;
  readonly tools: Tools;
  readonly method: string;
  readonly depth: number;
}

/** An object in an object in an object: deeper than this nobody builds chains. */
const maxDepth = 8;

function heldIn(value: Value, walk: Walk): HeldModel | undefined {
  const { framework, tools, depth } = walk;
  if (depth > maxDepth) return undefined;
  if (value.kind === 'typed') return value.path.length === 0 ? framework.model(value.type, undefined, tools) : undefined;
  if (value.kind !== 'result' || value.path.length > 0) return undefined;
  const { callee, of } = value;
  const deeper = { ...walk, depth: depth + 1 };
  const model = framework.model(callee, of, tools);
  if (model) return model;
  if (callee.kind === 'symbol') return framework.owns(callee.module, callee.path.at(-1) ?? '') ? withLayers(inArguments(of, deeper), callee.path.at(-1) ?? '', of, walk) : undefined;
  if ((callee.kind !== 'result' && callee.kind !== 'typed') || callee.path.length !== 1) return undefined;
  const name = callee.path[0] ?? '';
  if (!framework.same.has(name)) return undefined;
  const inner = heldIn({ ...callee, path: [] }, deeper) ?? (isOwned(callee, framework) ? inArguments(of, deeper) : undefined);
  return withLayers(inner, name, of, walk);
}

function withLayers(held: HeldModel | undefined, name: string, of: CallRef, { framework, method, tools }: Walk): HeldModel | undefined {
  const added = held && framework.around?.({ name, of, method, errors: held.errors }, tools);
  return held && added && added.length > 0 ? { ...held, layers: [...held.layers, ...added] } : held;
}

/** True if an object comes out of the framework, however it was made there. */
function isOwned(value: Value, framework: Framework): boolean {
  if (value.kind === 'result') return isOwned(value.callee, framework);
  if (value.kind === 'typed') return isOwned(value.type, framework);
  return value.kind === 'symbol' && framework.owns(value.module, value.path.at(-1) ?? '');
}

/** True if an object was handed a model of its own, which then is none of Claude. */
function isTold(value: Value, tools: Tools): boolean {
  if (value.kind !== 'result') return false;
  return ['llm', 'model', 'lm', 'service_context'].some((name) => tools.option(value.of, name) !== undefined) || isTold(value.callee, tools);
}

/** What an agent is handed besides its model may send requests of its own, when it is used. */
const asides = new Set(['tools', 'toolkits', 'memory', 'checkpointer', 'store', 'callbacks', 'messages', 'middleware', 'output_parser']);

function inArguments(of: CallRef, walk: Walk): HeldModel | undefined {
  const { call } = of;
  for (const [index, { name, spread, value: expr }] of call.args.entries()) {
    if (spread || (name !== undefined && asides.has(name))) continue;
    const place: Place = { chunk: of.chunk, region: call.region, expr, ...(of.context && { context: of.context }) };
    for (const value of walk.tools.resolve(place)) {
      const held = value.kind === 'list' || value.kind === 'object' ? (name !== undefined || index === 0 ? inParts(value, walk) : undefined) : heldIn(value, walk);
      if (held) return held;
    }
    const named = index === 0 || name === 'model' || name === 'llm' || name === 'lm' ? walk.framework.named?.(place, walk.tools) : undefined;
    if (named) return named;
  }
  return undefined;
}

/** Chains side by side: `RunnableParallel({"a": chain})`, `SequentialChain(chains=[first, second])`. */
function inParts({ chunk, region, of, context }: Extract<Value, { kind: 'list' | 'object' }>, walk: Walk): HeldModel | undefined {
  const parts = of.kind === 'list' ? of.items : of.entries.map(({ value }) => value);
  for (const expr of parts)
    for (const value of walk.tools.resolve({ chunk, region, expr, ...(context && { context }) })) {
      const held = heldIn(value, { ...walk, depth: walk.depth + 1 });
      if (held) return held;
    }
  return undefined;
}

/** The model that only this one run is told to use. */
function namedFor(ref: CallRef, { framework, tools }: Walk): HeldModel | undefined {
  const place = tools.option(ref, 'model');
  return place && place !== 'unknown' ? framework.named?.(place, tools) : undefined;
}

function ambient({ chunk }: CallRef, walk: Walk): HeldModel | undefined {
  for (const place of walk.framework.ambient?.(chunk.file, walk.tools) ?? [])
    for (const value of walk.tools.resolve(place)) {
      const held = heldIn(value, walk);
      if (held) return held;
    }
  return undefined;
}
