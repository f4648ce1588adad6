import { actingOf } from '../policy/effectivePolicy';
import type { Fix } from './fix';
import { repairLayer } from './repairLayer';

/** Lets chance have a part in the waits, so that parallel calls do not come back together. */
export const addJitter: Fix = repairLayer({
  id: 'add-jitter',
  summary: 'Lets chance have a part in the waits of a retry, so that parallel calls do not come back together.',
  rules: ['missing-jitter'],
  goal: 'jitter',
  layer: ({ policy: { layers } }) => actingOf(layers).at(-1),
  title: ({ name }) => `Let each wait of ${name} differ by chance`,
});
