import type { LibraryModel } from './model';

/** opossum 9.0.0 `lib/circuit.js`: `new CircuitBreaker(fn)` calls its function once for each `fire`, or not at all; it re-sends nothing. */
export const opossum: LibraryModel = {
  name: 'opossum',
  languages: ['typescript', 'tsx', 'javascript'],
  wrapper: ({ callee, callback }) => (callback === 0 && callee.kind === 'symbol' && callee.module === 'opossum' ? { kind: 'limiter' } : undefined),
};
