import { endlessLayer } from '../policy/faultyLayers';
import type { Fix } from './fix';
import { repairLayer } from './repairLayer';

/** Sets an end to a retry that has none. */
export const limitAttempts: Fix = repairLayer({
  id: 'limit-attempts',
  summary: 'Sets an end to a retry that has none.',
  rules: ['unbounded-retry'],
  goal: 'limit',
  layer: ({ policy: { layers } }) => endlessLayer(layers),
  title: ({ name }) => `Let ${name} give up after a while`,
});
