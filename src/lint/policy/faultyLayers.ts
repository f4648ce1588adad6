import { isGuard, resendsAnything } from './effectivePolicy';
import type { Layer } from './layer';

// The layer, of those around a call, that a rule speaks of: its fix mends the same one.

/** A guard that leaves a 429 alone. */
export function idleGuard(layers: readonly Layer[]): Layer | undefined {
  return layers.find((layer) => isGuard(layer) && layer.covers429 === false);
}

/** What acts on a 429 without a limit of attempts or time. */
export function endlessLayer(layers: readonly Layer[]): Layer | undefined {
  return layers.find(({ attempts, covers429, hasDeadline }) => attempts === 'unbounded' && covers429 === true && hasDeadline !== true);
}

/** A guard that waits however long it is told. */
export function patientGuard(layers: readonly Layer[]): Layer | undefined {
  return layers.findLast((layer) => layer.waitsHoweverLong === true && layer.covers429 === true && isGuard(layer));
}

/** The outermost that acts on a 429 and that somebody asked for: its waits come before each request. */
export function pacingLayer(layers: readonly Layer[]): Layer | undefined {
  return layers.findLast((layer) => layer.covers429 === true && !layer.implicit);
}

/** A guard that sends again what no wait mends. */
export function eagerGuard(layers: readonly Layer[]): Layer | undefined {
  return layers.find(resendsAnything);
}
