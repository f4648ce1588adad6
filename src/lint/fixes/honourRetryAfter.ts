import { pacingLayer } from '../policy/faultyLayers';
import type { Fix } from './fix';
import { repairLayer } from './repairLayer';

/** Lets a retry wait as long as the server says. */
export const honourRetryAfter: Fix = repairLayer({
  id: 'honour-retry-after',
  summary: 'Lets a retry wait as long as the server says.',
  rules: ['retry-after-ignored'],
  goal: 'retryAfter',
  layer: ({ policy: { layers } }) => pacingLayer(layers),
  title: ({ name }) => `Let ${name} wait as long as the server says`,
});
