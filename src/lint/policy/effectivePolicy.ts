import type { Layer, RetryAfter, Tri } from './layer';

/**
 * `none`: nothing re-sends. `default`: only an implicit default. `explicit`: a retry option of the SDK or
 * framework, above 0. `wrapped`: a retry library, decorator, loop or helper. `ineffective`: something is
 * there and does not act on a 429. `unknown`: could not be resolved.
 */
export type RetryState = 'none' | 'default' | 'explicit' | 'wrapped' | 'ineffective' | 'unknown';

/** What really protects one call: its layers, inner to outer, composed. */
export interface EffectivePolicy extends Pick<Layer, 'covers429' | 'covers529' | 'coversConnection' | 'retryAfter'> {
  readonly state: RetryState;
  /** Requests in all; layers multiply. */
  readonly attempts: Layer['attempts'];
  /** Seconds of waiting in all at most when the server names no time. */
  readonly maxWaitSeconds: Layer['maxWaitSeconds'];
  readonly layers: readonly Layer[];
}

/** Composes layers, given inner to outer, into the one policy that a call really has. */
export function effectivePolicy(layers: readonly Layer[]): EffectivePolicy {
  const acting = actingOf(layers);
  return {
    state: stateOf(layers),
    attempts: acting.map((layer) => layer.attempts).reduce(times, 1),
    covers429: anyOf(layers.map((layer) => layer.covers429)),
    covers529: anyOf(layers.map((layer) => layer.covers529)),
    coversConnection: anyOf(layers.map((layer) => layer.coversConnection)),
    retryAfter: strongest(acting.map((layer) => layer.retryAfter)),
    maxWaitSeconds: totalWait(acting),
    layers,
  };
}

/** The layers that send a call again after a 429, or may do so. */
export function actingOf(layers: readonly Layer[]): readonly Layer[] {
  return layers.filter(({ covers429, attempts }) => covers429 !== false && attempts !== 1);
}

/** A layer that is not part of the SDK or framework: the user put it there to guard. */
export function isGuard(layer: Layer): boolean {
  return layer.kind !== 'sdk' && layer.kind !== 'framework';
}

/** True where a guard sends the call again after a 429, or may do so. */
export function mayBeGuarded({ layers }: Pick<EffectivePolicy, 'layers'>): boolean {
  return layers.some((layer) => isGuard(layer) && layer.covers429 !== false);
}

/** A guard that sends again after any error, whether a wait mends it or not. */
export function resendsAnything(layer: Layer): boolean {
  return isGuard(layer) && layer.covers429 === true && layer.coversPermanent === true;
}

function stateOf(layers: readonly Layer[]): RetryState {
  const own = layers.filter((layer) => !isGuard(layer));
  const guards = layers.filter(isGuard);
  if (guards.some((layer) => layer.covers429 === true)) return 'wrapped';
  if (guards.some((layer) => layer.covers429 === 'unknown')) return 'unknown';
  if (own.some((layer) => !layer.implicit && layer.covers429 === true)) return 'explicit';
  if (guards.length > 0) return 'ineffective';
  if (own.some((layer) => layer.covers429 === 'unknown')) return 'unknown';
  return own.some((layer) => layer.covers429 === true) ? 'default' : 'none';
}

type Attempts = Layer['attempts'];

function times(a: Attempts, b: Attempts): Attempts {
  if (a === 'unbounded' || b === 'unbounded') return 'unbounded';
  return a === 'unknown' || b === 'unknown' ? 'unknown' : a * b;
}

function anyOf(values: readonly Tri[]): Tri {
  if (values.includes(true)) return true;
  return values.includes('unknown') ? 'unknown' : false;
}

function strongest(values: readonly RetryAfter[]): RetryAfter {
  return (['honoured', 'capped', 'unknown', 'ignored'] as const).find((value) => values.includes(value)) ?? 'ignored';
}

/** Each attempt of an outer layer runs all the waits of the layers inside it. */
function totalWait(layers: readonly Layer[]): number | 'unknown' {
  let total = 0;
  for (const { attempts, maxWaitSeconds } of layers) {
    if (typeof attempts !== 'number' || maxWaitSeconds === 'unknown') return 'unknown';
    total = total * attempts + maxWaitSeconds;
  }
  return Math.round(total * 1000) / 1000;
}
