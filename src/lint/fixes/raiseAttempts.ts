import { actingOf } from '../policy/effectivePolicy';
import type { Fix } from './fix';
import { repairLayer } from './repairLayer';

/** Lets a retry that gives up too early go on until a per-minute limit has passed. */
export const raiseAttempts: Fix = repairLayer({
  id: 'raise-attempts',
  summary: 'Lets a retry that gives up too early go on until a per-minute limit has passed.',
  rules: ['weak-retry'],
  goal: 'attempts',
  // Of several that act, more attempts of one are multiplied by the others.
  layer: ({ policy: { layers } }) => {
    const [only, ...others] = actingOf(layers);
    return others.length === 0 ? only : undefined;
  },
  title: ({ name }) => `Let ${name} go on until a limit per minute has passed`,
});
