import { type CallRef, type FileView, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import { agentModel } from './agentModels';
import { frameworkModel } from './frameworkModel';
import { frameworkRetries } from './frameworkRetries';
import type { LibraryModel, Tools } from './model';

const modules = new Set(['Predict', 'ChainOfThought', 'ChainOfThoughtWithHint', 'ReAct', 'ProgramOfThought', 'CodeAct', 'MultiChainComparison', 'TypedPredictor', 'TypedChainOfThought', 'Refine', 'BestOfN']);

/** DSPy: language models, and the modules that use the one that `dspy.configure(lm=...)` names in the same file. */
export const dspy: LibraryModel = frameworkModel({
  name: 'dspy',
  via: 'litellm',
  methods: new Set(['', '__call__', 'forward', 'aforward', 'acall', 'batch']),
  owns: (module, name) => isDspy(module) && modules.has(name),
  model: agentModel('dspy', (module, name) => (isDspy(module) && name === 'LM' ? { provider: 'gateway', errors: 'other', option: 'model', layer } : undefined)),
  same: new Set(['copy']),
  ambient: configured,
});

function isDspy(module: string): boolean {
  return module.split('.')[0] === 'dspy';
}

/** dspy 3.4.1 `clients/lm.py`: `num_retries: int = 3`, with growing waits; seen: 4 requests for 429 and 529, 1 with 0 or for a 400. */
function layer(made: CallRef, tools: Tools) {
  return frameworkRetries({ name: 'dspy', option: 'num_retries', value: tools.option(made, 'num_retries'), fallback: 3, at: absolute(made.chunk, made.call.argsSpan), waitBefore: () => undefined, retryAfter: 'unknown' }, tools);
}

function configured(file: FileView, tools: Tools): readonly Place[] {
  return ['configure', 'context'].flatMap((name) =>
    (file.calls.get(name) ?? []).flatMap((ref) => {
      const place = tools.option(ref, 'lm');
      return place && place !== 'unknown' && tools.resolveCallee(ref).some((callee) => callee.kind === 'symbol' && isDspy(callee.module)) ? [place] : [];
    }),
  );
}
