import type { Layer } from '../policy/layer';
import type { CallRef } from '../program/fileView';
import { within } from '../program/resolve';
import type { Value } from '../program/value';
import { namesClaude } from './claudeModel';
import type { LibraryModel, Tools } from './model';
import { onlyText } from './options';

/** Inngest's AgentKit: an agent of a model, and a network of agents, which send when they are run. */
export const agentKit: LibraryModel = {
  name: '@inngest/agent-kit',
  languages: ['typescript', 'tsx', 'javascript'],
  words: ['anthropic', 'claude'],
  callNames: ['run'],
  request: (_ref, callee, tools) => {
    if (callee.kind !== 'result' || callee.path.join('.') !== 'run') return undefined;
    const model = [...modelsOf(callee.callee, callee.of, tools, 0)].flatMap((value) => claudeOf(value, tools))[0];
    return model && { provider: 'anthropic', ...model, via: 'other', library: '@inngest/agent-kit', api: 'run', streaming: false, layers: [step], throws: true, errors: 'other', clientUnknown: false };
  },
};

/** Within an Inngest function each request is a step, which is run again; outside of one it is sent once. */
const step: Layer = { kind: 'framework', name: '@inngest/agent-kit', implicit: true, attempts: 'unknown', covers429: 'unknown', covers529: 'unknown', coversConnection: 'unknown', retryAfter: 'unknown', maxWaitSeconds: 'unknown' };

/** A network in a network: deeper than this nobody nests them. */
const maxDepth = 3;

/** The models of an agent, or of the agents of a network. */
function modelsOf(maker: Value, of: CallRef, tools: Tools, depth: number): readonly Value[] {
  const name = madeBy(maker);
  if (name === undefined || depth > maxDepth) return [];
  const valuesOf = (option: string) => {
    const place = tools.option(of, option);
    return place && place !== 'unknown' ? tools.resolve(place) : [];
  };
  if (!/network$/i.test(name)) return valuesOf('model');
  const agents = valuesOf('agents').flatMap((all) => (all.kind === 'list' ? all.of.items.flatMap((item) => tools.resolve(within(all, item))) : []));
  const own = agents.flatMap((agent) => (agent.kind === 'result' && agent.path.length === 0 ? modelsOf(agent.callee, agent.of, tools, depth + 1) : []));
  return [...own, ...valuesOf('defaultModel')];
}

const makers = new Set(['createAgent', 'createNetwork', 'createRoutingAgent', 'Agent', 'Network']);

function madeBy(maker: Value): string | undefined {
  const name = maker.kind === 'symbol' && maker.module === '@inngest/agent-kit' ? maker.path.at(-1) : undefined;
  return name !== undefined && makers.has(name) ? name : undefined;
}

/** `anthropic({ model: 'claude-...' })`, which AgentKit has from `@inngest/ai`. */
function claudeOf(value: Value, tools: Tools): readonly { readonly model?: string }[] {
  if (value.kind !== 'result' || value.path.length > 0 || value.callee.kind !== 'symbol') return [];
  const { module, path } = value.callee;
  if (!/^@inngest\/(?:agent-kit|ai)(?:\/|$)/.test(module) || path.at(-1) !== 'anthropic') return [];
  const place = tools.option(value.of, 'model');
  const model = place && place !== 'unknown' ? onlyText(tools.texts(place).filter(namesClaude)) : undefined;
  return [model === undefined ? {} : { model }];
}
