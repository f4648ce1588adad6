import type { Layer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import type { Value } from '../program/value';
import { coverage } from './coverage';
import type { LayerUse, LibraryModel, Tools } from './model';
import { acts } from './tenacityRetry';
import { attemptsOf } from './tenacityStop';
import { longestWait } from './tenacityWait';
import { totalWait } from './waits';

/** tenacity (c650fb4 `__init__.py`): any Exception, without end and without a wait unless told otherwise; it reads no retry-after. */
export const tenacity: LibraryModel = {
  name: 'tenacity',
  languages: ['python'],
  decorator: (use, tools) => {
    const { decorator, args } = use;
    const symbol = decorator.kind === 'result' ? decorator.callee : decorator;
    if (memberName(symbol) === 'retry') return layer('decorator', use, args ?? madeBy(decorator), tools);
    return isRetrying(symbol) && decorator.kind === 'result' && decorator.path.join('.') === 'wraps' ? layer('decorator', use, decorator.of, tools) : undefined;
  },
  wrapper: (use, tools) => {
    const { callee, callback } = use;
    if (callback !== 0 || callee.kind !== 'result') return undefined;
    const isCalled = ['', 'call', '__call__', 'wraps'].includes(callee.path.join('.'));
    return isCalled && (isRetrying(callee.callee) || memberName(callee.callee) === 'retry') ? layer('library', use, callee.of, tools) : undefined;
  },
  loop: (over, use, tools) => (over.kind === 'result' && over.path.length === 0 && isRetrying(over.callee) ? layer('library', use, over.of, tools) : undefined),
};

function layer(kind: 'decorator' | 'library', use: LayerUse, ref: CallRef | undefined, tools: Tools): Layer {
  const attempts = attemptsOf(ref && tools.option(ref, 'stop'), tools);
  const wait = ref && tools.option(ref, 'wait');
  const retry = ref && tools.option(ref, 'retry');
  const retries = typeof attempts === 'number' ? attempts - 1 : attempts;
  return {
    kind,
    name: 'tenacity',
    attempts,
    ...coverage('tenacity', use, attempts, (scenario) => acts(retry, use, scenario, tools)),
    retryAfter: 'ignored',
    maxWaitSeconds: totalWait(retries, (number) => longestWait(wait, number, tools)),
    implicit: false,
    ...(ref && { at: absolute(ref.chunk, ref.call.span) }),
  };
}

function madeBy(decorator: Value): CallRef | undefined {
  return decorator.kind === 'result' ? decorator.of : undefined;
}

function isRetrying(value: Value): boolean {
  return ['Retrying', 'AsyncRetrying'].includes(memberName(value) ?? '');
}

function memberName(value: Value): string | undefined {
  return value.kind === 'symbol' && /^tenacity(?:\.|$)/.test(value.module) ? value.path.at(-1) : undefined;
}
