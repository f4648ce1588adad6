import type { Layer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import { type ModelClass, agentModel } from './agentModels';
import { frameworkModel } from './frameworkModel';
import { frameworkRetries } from './frameworkRetries';
import type { LibraryModel, Tools } from './model';
import { numberOption } from './options';

/** agno, once phidata: agents and teams that are handed a model. */
export const agno: LibraryModel = frameworkModel({
  name: 'agno',
  via: 'other',
  methods: new Set(['run', 'arun', 'print_response', 'aprint_response', 'cli_app', 'response', 'aresponse', 'invoke', 'ainvoke']),
  owns: (module, name) => isAgno(module) && /^(?:Agent|Assistant|Team)$/.test(name),
  model: agentModel('agno', (module, name) => (isAgno(module) ? classes[name] : undefined)),
  same: new Set(),
  around: ({ of }, tools) => {
    const place = tools.option(of, 'retries');
    return place === undefined || numberOption(place, tools) === 0 ? [] : [retries(of, tools)];
  },
});

function isAgno(module: string): boolean {
  return /^(?:agno|phi)(?:\.|$)/.test(module);
}

const claude: ModelClass = { provider: 'anthropic', errors: 'other', option: 'id', always: true, layer };

const classes: Readonly<Record<string, ModelClass>> = {
  Claude: claude,
  AwsBedrock: { ...claude, provider: 'bedrock', always: undefined },
  OpenRouter: { ...claude, provider: 'gateway', always: undefined },
  LiteLLM: { ...claude, provider: 'gateway', always: undefined },
};

/** agno 3.1.10: the SDK's 2 retries; seen: 3 requests, 9 with the model's `retries=2`, 6 with the agent's `retries=1`. */
function layer(made: CallRef, tools: Tools): Layer {
  const sdk = frameworkRetries({ name: 'agno', option: 'max_retries', value: tools.option(made, 'client_params') || tools.option(made, 'client') ? 'unknown' : undefined, fallback: 2, at: absolute(made.chunk, made.call.argsSpan) }, tools);
  const own = tools.option(made, 'retries') === undefined ? undefined : retries(made, tools);
  if (!own || own.attempts === 1) return sdk;
  const attempts = typeof own.attempts === 'number' && typeof sdk.attempts === 'number' ? own.attempts * sdk.attempts : 'unknown';
  return { ...own, attempts, maxWaitSeconds: 'unknown' };
}

/** `models/base.py`: `delay_between_retries` is 1 s, `exponential_backoff` doubles it; a 4xx other than 429 is not sent again. */
function retries(of: CallRef, tools: Tools): Layer {
  return frameworkRetries({ name: 'agno', option: 'retries', value: tools.option(of, 'retries'), fallback: 0, at: absolute(of.chunk, of.call.argsSpan), waitBefore: () => undefined, retryAfter: 'ignored' }, tools);
}
