import { agentModel, sdkRetries } from './agentModels';
import { claudeModelId } from './claudeModelId';
import { frameworkModel } from './frameworkModel';
import { frameworkRetries } from './frameworkRetries';
import type { LibraryModel } from './model';

/** CrewAI: models, agents and crews. crewai 1.15.30 `llms/providers/anthropic/completion.py`: `max_retries: int = 2`, handed to the SDK. */
export const crewai: LibraryModel = frameworkModel({
  name: 'crewai',
  via: 'other',
  methods: new Set(['call', 'acall', 'kickoff', 'akickoff', 'kickoff_async', 'kickoff_for_each', 'kickoff_for_each_async', 'execute_task']),
  owns: (module, name) => isCrewai(module) && ['Agent', 'LiteAgent', 'Crew'].includes(name),
  model: agentModel('crewai', (module, name) => (isCrewai(module) && name === 'LLM' ? { provider: 'anthropic', errors: 'other', option: 'model', layer: sdkRetries('crewai') } : undefined)),
  named: (place, tools) => {
    const named = claudeModelId(place, tools);
    return named && { provider: 'anthropic', library: 'crewai', errors: 'other', clientUnknown: false, layers: [frameworkRetries({ name: 'crewai', option: 'max_retries', value: undefined, fallback: 2, at: undefined }, tools)], ...(named.model !== undefined && { model: named.model }) };
  },
  same: new Set(),
});

function isCrewai(module: string): boolean {
  return module.split('.')[0] === 'crewai';
}
