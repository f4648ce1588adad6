import { patientGuard } from '../policy/faultyLayers';
import type { Fix } from './fix';
import { repairLayer } from './repairLayer';

/** Lets a retry that is told to wait for longer than two minutes give up, or wait no longer. */
export const limitWait: Fix = repairLayer({
  id: 'limit-wait',
  summary: 'Lets a retry that is told to wait for longer than two minutes give up with the error, or wait no longer where that is not at hand. Unsafe: what waits for hours and then succeeds fails after it.',
  rules: ['unbounded-wait'],
  goal: 'wait',
  layer: ({ policy: { layers } }) => patientGuard(layers),
  title: ({ name }) => `Let ${name} wait 2 minutes at most`,
});
