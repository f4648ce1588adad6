import { ineffectiveRetry } from './ineffectiveRetry';
import type { Rule } from './rule';
import { unretriedCall } from './unretriedCall';
import { weakRetry } from './weakRetry';

export const rules: readonly Rule[] = [unretriedCall, ineffectiveRetry, weakRetry];
