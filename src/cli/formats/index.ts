import type { Format } from './format';
import { github } from './github';
import { json } from './json';
import { sarif } from './sarif';
import { text } from './text';

export const formats: readonly Format[] = [text, json, sarif, github];
