import type { CallRef } from '../program/fileView';
import type { Value } from '../program/value';
import type { LibraryModel } from './model';
import { tenacityLayer } from './tenacityLayer';

/** tenacity 9.2.1: a decorator, a caller, and a loop over attempts. */
export const tenacity: LibraryModel = {
  name: 'tenacity',
  leavesGenerators: true,
  languages: ['python'],
  decorator: (use, tools) => {
    const { decorator, args } = use;
    if (memberName(decorator) === 'retry') return tenacityLayer('decorator', use, args, tools);
    const made = policyOf(decorator, args);
    return made && tenacityLayer('decorator', use, made.of, tools, made.changed);
  },
  wrapper: (use, tools) => {
    const { callee, callback } = use;
    if (callback !== 0 || callee.kind !== 'result') return undefined;
    const made = policyOf(callee, undefined);
    return made && tenacityLayer('library', use, made.of, tools, made.changed);
  },
  loop: (over, use, tools) => {
    const made = over.kind === 'result' && isRetrying(originOf(over)) ? policyOf(over, undefined) : undefined;
    return made && tenacityLayer('library', use, made.of, tools, made.changed);
  },
};

interface Policy {
  readonly of: CallRef | undefined;
  readonly changed: readonly CallRef[];
}

/** What is called or read off a policy to put it around a function. */
const uses = new Set(['', 'call', '__call__', 'wraps', 'begin', '__iter__']);

/**
 * The options behind `retry(...)`, `Retrying(...)`, `Retrying(...).copy(...)` and `Retrying(...).wraps`. `args` is a call
 * of the value itself, as in `@policy.copy(stop=...)`.
 */
function policyOf(value: Value, args: CallRef | undefined): Policy | undefined {
  if (value.kind !== 'result') return undefined;
  const { callee, of, path } = value;
  const name = path.join('.');
  if (!uses.has(name) && name !== 'copy') return undefined;
  const last = name === 'copy' && args ? [args] : [];
  if (isRetrying(callee) || memberName(callee) === 'retry') return { of, changed: last };
  const inner = callee.kind === 'result' && callee.path.join('.') === 'copy' ? policyOf({ ...callee, path: [] }, undefined) : undefined;
  return inner && { of: inner.of, changed: [...last, of, ...inner.changed] };
}

function originOf(value: Value): Value {
  return value.kind === 'result' ? originOf(value.callee) : value;
}

function isRetrying(value: Value): boolean {
  return ['Retrying', 'AsyncRetrying', 'TornadoRetrying'].includes(memberName(value) ?? '');
}

function memberName(value: Value): string | undefined {
  return value.kind === 'symbol' && /^tenacity(?:\.|$)/.test(value.module) ? value.path.at(-1) : undefined;
}
