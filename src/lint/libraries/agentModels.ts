import type { ErrorFamily } from './errorClasses';
import type { Provider } from '../call';
import type { Layer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import type { Value } from '../program/value';
import { asksOther } from './claudeModel';
import { claudeModelId } from './claudeModelId';
import type { HeldModel } from './framework';
import { frameworkRetries } from './frameworkRetries';
import type { Tools } from './model';

/** A class of a framework whose objects are models. */
export interface ModelClass {
  readonly provider: Provider;
  readonly errors: ErrorFamily;
  /** The option, also the first argument, that names the model. */
  readonly option: string;
  /** True where every model of the class is Claude. */
  readonly always?: true;
  /** What it re-sends by itself. */
  readonly layer: (made: CallRef, tools: Tools) => Layer;
}

/** The Claude model that one of a framework's model classes makes. */
export function agentModel(library: string, classOf: (module: string, name: string) => ModelClass | undefined): (type: Value, made: CallRef | undefined, tools: Tools) => HeldModel | undefined {
  return (type, made, tools) => {
    if (type.kind !== 'symbol' || !made) return undefined;
    const known = classOf(type.module, type.path.at(-1) ?? '');
    if (!known) return undefined;
    const id = tools.option(made, known.option) ?? tools.argument(made, 0);
    const named = claudeModelId(id, tools);
    if ((!named && !known.always) || asksOther(id, tools.option(made, 'base_url'), tools)) return undefined;
    return { provider: known.provider, library, errors: known.errors, layers: [known.layer(made, tools)], client: made, clientUnknown: false, ...(named?.model !== undefined && { model: named.model }) };
  };
}

/** The SDK's retries below, where the framework hands its `max_retries` on. */
export function sdkRetries(name: string): ModelClass['layer'] {
  return (made, tools) => frameworkRetries({ name, option: 'max_retries', value: tools.option(made, 'max_retries'), fallback: 2, at: absolute(made.chunk, made.call.argsSpan) }, tools);
}
