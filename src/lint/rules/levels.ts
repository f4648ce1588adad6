import type { Severity } from '../finding';

/** From the least to the most. */
export const severities: readonly Severity[] = ['hint', 'information', 'warning', 'error'];

/** What a rule can be set to. */
export const levels: readonly (Severity | 'off')[] = ['off', ...severities];
