import type { Fix } from './fix';
import { repairLayer } from './repairLayer';

/** Lets the retry that covers a 429 cover a 529 as well. */
export const retryOverloaded: Fix = repairLayer({
  id: 'retry-overloaded',
  summary: 'Lets a retry that covers a 429 cover a 529 as well, where its options are written. Safe where nothing but Claude calls goes through it.',
  rules: ['misses-overloaded'],
  goal: 'overloaded',
  layer: ({ policy: { layers } }) => layers.findLast((layer) => layer.covers429 === true && layer.repairs?.overloaded !== undefined),
  title: ({ name }) => `Let ${name} act on a 529 as well`,
});
