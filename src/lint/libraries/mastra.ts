import type { CallRef } from '../program/fileView';
import { within } from '../program/resolve';
import type { Value } from '../program/value';
import { aiSdkModel } from './aiSdkModel';
import type { LibraryModel, Tools } from './model';
import { entryOf } from './options';
import { type OwnRetries, ownRetries } from './ownRetries';

const methods = new Set(['generate', 'stream', 'generateLegacy', 'streamLegacy', 'generateVNext', 'streamVNext', 'network', 'resumeStream']);

/** What a session of a harness sends to its agent. */
const sessionMethods = new Set(['sendMessage', 'followUp']);

/** Mastra, `@mastra/core` 0.24 and 1.x. */
export const mastra: LibraryModel = {
  name: '@mastra/core',
  languages: ['typescript', 'tsx', 'javascript'],
  words: ['anthropic', 'claude'],
  callNames: [...methods, ...sessionMethods],
  request: (ref, callee, tools) => {
    const method = callee.kind === 'result' ? callee.path.at(-1) : undefined;
    if (callee.kind !== 'result' || method === undefined) return undefined;
    const asked = { ...callee, path: callee.path.slice(0, -1) };
    const agents = methods.has(method) ? agentsOf(asked, tools) : sessionMethods.has(method) ? agentsOfSession(asked, tools) : [];
    for (const agent of agents) {
      const place = tools.option(agent, 'model');
      const model = place && place !== 'unknown' ? aiSdkModel(place, tools) : undefined;
      if (!model) continue;
      return {
        ...model,
        via: 'other',
        library: '@mastra/core',
        api: method,
        streaming: /stream|network|message/i.test(method),
        layers: layers(ref, agent, tools),
        throws: true,
        errors: 'other',
        clientUnknown: false,
      };
    }
    return undefined;
  },
};

/** `modelSettings.maxRetries ?? 2` by p-retry with its own waits, on what the AI SDK calls retryable: 0.24.9 and 1.71.0, `executeLLMStep`. */
const step: OwnRetries = { kind: 'framework', name: '@mastra/core', option: 'maxRetries', counts: 'retries', byDefault: 2, retryAfter: 'ignored', waitBefore: (retry) => 2 ** (retry - 1) };
/** The agent's own number is 0 unless set, and it goes on at once: `executeStreamWithFallbackModels`. */
const whole: OwnRetries = { ...step, name: 'Agent', byDefault: 0, waitBefore: () => 0 };

function layers(ref: CallRef, agent: CallRef, tools: Tools) {
  const settings = tools.option(ref, 'modelSettings', 1);
  const set = settings && settings !== 'unknown' ? entryOf(settings, 'maxRetries', tools) : settings;
  const outer = ownRetries(whole, [tools.option(agent, 'maxRetries')], tools);
  return [ownRetries(step, [set ?? tools.option(ref, 'maxRetries', 1)], tools), ...(outer.implicit ? [] : [outer])];
}

/** `new Agent({...})`, and `mastra.getAgent('name')` of `new Mastra({ agents: {...} })`. */
function agentsOf(value: Value, tools: Tools): readonly CallRef[] {
  if (value.kind !== 'result' || value.path.length > 0) return [];
  const { callee, of } = value;
  if (callee.kind === 'symbol') return isOf(callee, 'Agent') ? [of] : [];
  if (callee.kind !== 'result' || !['getAgent', 'getAgentById'].includes(callee.path.join('.')) || callee.callee.kind !== 'symbol' || !isOf(callee.callee, 'Mastra')) return [];
  const name = tools.argument(of, 0);
  const names = name ? tools.texts(name) : [];
  const agents = tools.option(callee.of, 'agents');
  if (!agents || agents === 'unknown') return [];
  return tools.resolve(agents).flatMap((all) => {
    if (all.kind !== 'object') return [];
    const known = all.of.entries.filter(({ key }) => names.includes(key));
    return known.flatMap((entry) => tools.resolve(within(all, entry.value)).flatMap((agent) => agentsOf(agent, tools)));
  });
}

/** `await harness.createSession()` of `new Harness({ agent })`, whose modes may have agents of their own. */
function agentsOfSession(value: Value, tools: Tools): readonly CallRef[] {
  if (value.kind !== 'result' || value.path.length > 0 || value.callee.kind !== 'result' || value.callee.path.join('.') !== 'createSession') return [];
  const { callee: made, of } = value.callee;
  if (made.kind !== 'symbol' || !isOf(made, 'Harness')) return [];
  const modes = tools.option(of, 'modes');
  const list = modes && modes !== 'unknown' ? tools.resolve(modes) : [];
  const ofModes = list.flatMap((all) => (all.kind === 'list' ? all.of.items.map((item) => entryOf(within(all, item), 'agent', tools)) : []));
  return [tools.option(of, 'agent'), ...ofModes].flatMap((place) => (place && place !== 'unknown' ? tools.resolve(place).flatMap((agent) => agentsOf(agent, tools)) : []));
}

function isOf(symbol: Extract<Value, { kind: 'symbol' }>, name: string): boolean {
  return /^@mastra\/core(?:\/|$)/.test(symbol.module) && symbol.path.at(-1) === name;
}
