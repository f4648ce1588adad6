import type { Layer } from '../policy/layer';
import type { Scenario } from '../program/abstract';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import { someOf } from '../program/threeValued';
import { blockingDecorator } from './blockingDecorator';
import { coverage, isOneOf, predicate } from './coverage';
import { dotted } from './dotted';
import type { LayerUse, LibraryModel, Tools } from './model';
import { numberOption, pythonArgument } from './options';
import { decoratorCall } from './pythonDecorator';

/** google-api-core 2.44.0 `retry/retry_base.py`: it goes on for 120 s, after errors of Google's own packages only unless a predicate says otherwise. */
export const googleApiCore: LibraryModel = {
  name: 'google-api-core',
  languages: ['python'],
  decorator: (use, tools) => {
    const found = decoratorCall(use.decorator, use.args);
    if (!found?.of || !isRetry(found.name)) return undefined;
    const made = layer('decorator', found.of, use, tools);
    return found.name.endsWith('AsyncRetry') ? made : blockingDecorator(made, found.of);
  },
  wrapper: (use, tools) => {
    const found = use.callback === 0 && use.callee.kind === 'result' ? decoratorCall(use.callee) : undefined;
    return found?.of && isRetry(found.name) ? layer('library', found.of, use, tools) : undefined;
  },
};

function isRetry(name: string): boolean {
  return /^google\.api_core\.(?:\w+\.)+(?:Async)?Retry$/.test(name);
}

function layer(kind: Layer['kind'], ref: CallRef, use: LayerUse, tools: Tools): Layer {
  const asked = pythonArgument(ref, 'predicate', 0, tools);
  const timeout = numberOption(tools.option(ref, 'timeout') ?? tools.option(ref, 'deadline'), tools) ?? 120;
  return {
    kind,
    name: 'google-api-core',
    attempts: 'unknown',
    ...coverage('google-api-core', use, 'unknown', (scenario) => acts(asked, use, scenario, tools)),
    retryAfter: 'ignored',
    maxWaitSeconds: typeof timeout === 'number' ? timeout : 'unknown',
    implicit: false,
    at: absolute(ref.chunk, ref.call.span),
  };
}

function acts(place: Place | 'unknown' | undefined, use: LayerUse, scenario: Scenario, tools: Tools): boolean | undefined {
  // `if_transient_error` names errors of Google's packages, and of requests those of a connection.
  const transient = () => (use.errors === 'other' ? undefined : use.errors === 'requests' && scenario.id === 'connection');
  if (place === undefined) return transient();
  if (place === 'unknown') return undefined;
  const [value, ...others] = tools.resolve(place);
  if (!value || others.length > 0) return undefined;
  if (value.kind === 'function') return predicate(place, use, scenario, tools);
  if (dotted(value)?.endsWith('.if_transient_error')) return transient();
  if (value.kind !== 'result' || !dotted(value.callee)?.endsWith('.if_exception_type')) return undefined;
  const { chunk, call } = value.of;
  return someOf(call.args.map((arg) => (arg.spread ? undefined : isOneOf({ chunk, region: call.region, expr: arg.value }, use, scenario, tools))));
}
