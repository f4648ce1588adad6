import type { CallRef } from '../program/fileView';
import type { Value } from '../program/value';

/** How a value came out of a package: the calls from the package on, first to last, and what is read off the last result. */
export interface Chain {
  /** The package's name; `''` for a global. */
  readonly module: string;
  /** What was read off the package before the first call, or in all where there is none: `['default', 'extend']`. */
  readonly root: readonly string[];
  readonly steps: readonly Step[];
  readonly path: readonly string[];
  /** True when a type alone says what it is; how it was made is not known. */
  readonly typed: boolean;
}

export interface Step {
  /** The member that was called; empty where the result itself was. */
  readonly method: readonly string[];
  readonly of: CallRef;
}

/** Calls that a chain can have; a longer one is no client. */
const maxSteps = 40;

/** `wretch(url).headers(h).post` has the steps `wretch(url)` and `headers(h)`, and the path `['post']`. */
export function chainOf(value: Value): Chain | undefined {
  const steps: Step[] = [];
  let at = value;
  while (at.kind === 'result' && steps.length < maxSteps) {
    steps.unshift({ method: pathOf(at.callee), of: at.of });
    at = at.callee;
  }
  const path = pathOf(value);
  if (at.kind === 'symbol') return { module: at.module, root: at.path, steps, path, typed: false };
  if (at.kind === 'global') return { module: '', root: at.path, steps, path, typed: false };
  return at.kind === 'typed' && at.type.kind === 'symbol' ? { module: at.type.module, root: at.type.path, steps, path: value.kind === 'typed' ? value.path : path, typed: true } : undefined;
}

function pathOf(value: Value): readonly string[] {
  return value.kind === 'symbol' || value.kind === 'global' || value.kind === 'result' || value.kind === 'typed' ? value.path : [];
}

/** An HTTP client, or an instance that its `extend` or `create` made, and what is read off it. */
export interface HttpClient {
  /** The calls that made the instance, the last one first: its options win. */
  readonly made: readonly CallRef[];
  readonly path: readonly string[];
  readonly typed: boolean;
}

export interface ClientKind {
  readonly module: string;
  /** Names under which the package exports the client. */
  readonly exports: readonly string[];
  /** Methods that make an instance with further options. */
  readonly makers: readonly string[];
  /** Names of the type of an instance. */
  readonly types: readonly string[];
}

export function clientOf(value: Value, kind: ClientKind): HttpClient | undefined {
  const chain = chainOf(value);
  if (chain?.module !== kind.module) return undefined;
  const isMaker = (method: readonly string[]) => method.length === 1 && kind.makers.includes(method[0] ?? '');
  const own = (path: readonly string[]) => path.filter((name, index) => index > 1 || (name !== 'default' && !kind.exports.includes(name)));
  if (chain.typed) return kind.types.includes(chain.root.at(-1) ?? '') && chain.steps.length === 0 ? { made: [], path: chain.path, typed: true } : undefined;
  if (!chain.steps.every(({ method }, index) => isMaker(index === 0 ? own(method) : method))) return undefined;
  return { made: chain.steps.map(({ of }) => of).toReversed(), path: chain.steps.length === 0 ? own(chain.root) : chain.path, typed: false };
}
