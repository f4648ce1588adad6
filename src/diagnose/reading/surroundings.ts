import type { Slot } from './mark';

/** What also stands in the lines of requests that went well. */
export const surroundings: readonly Slot[] = ['claude', 'entry', 'path', 'library', 'model', 'host', 'inputTokens'];
