import { eagerGuard } from '../policy/faultyLayers';
import type { Fix } from './fix';
import { repairLayer } from './repairLayer';

/** Lets a retry leave alone what no wait mends: a request that is malformed or not allowed. */
export const sparePermanentErrors: Fix = repairLayer({
  id: 'spare-permanent-errors',
  summary: 'Lets a retry around the SDK leave alone what no wait mends: a request that is malformed or not allowed.',
  rules: ['retries-permanent-errors'],
  goal: 'permanent',
  layer: ({ policy: { layers } }) => eagerGuard(layers),
  title: ({ name }) => `Let ${name} leave alone what no wait mends`,
});
