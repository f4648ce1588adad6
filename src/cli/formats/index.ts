import type { Format } from './format';
import { json } from './json';
import { text } from './text';

export const formats: readonly Format[] = [text, json];
