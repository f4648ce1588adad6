import type { Severity } from '../finding';

/** What a rule can be set to. */
export const levels: readonly (Severity | 'off')[] = ['off', 'hint', 'information', 'warning', 'error'];
