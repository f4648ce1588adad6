import { isGuard } from '../policy/effectivePolicy';
import { idleGuard } from '../policy/faultyLayers';
import type { Fix } from './fix';
import { repairLayer } from './repairLayer';

/** Lets a guard that is there act on the answers 429 and 529 to a POST. */
export const repairCondition: Fix = repairLayer({
  id: 'repair-condition',
  summary: 'Lets a guard that is there act on the answers 429 and 529 to a POST, where its options are written. Safe where nothing but Claude calls goes through it.',
  rules: ['ineffective-retry'],
  goal: 'acts',
  // Around the SDK’s own retries it would multiply them.
  layer: ({ policy: { layers } }) => (layers.some((layer) => !isGuard(layer) && layer.covers429 !== false) ? undefined : idleGuard(layers)),
  title: ({ name }) => `Let ${name} act on a 429 and a 529`,
});
