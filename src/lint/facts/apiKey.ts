import type { Span } from '../source';

/** What every key of Anthropic starts with. */
export const keyStart = 'sk-ant-';

/** `sk-ant-api03-`, `-admin01-`, `-oat01-` and their like, then 93 characters of base64url and `AA`; shorter ones have been seen in older keys. */
const shape = /sk-ant-[a-z]{3,12}\d{2}-([\w-]{80,120})(?![\w-])/g;

/** How many different characters 80 random ones have at least; what was typed has fewer. */
const leastDifferent = 28;

const typed = /(.)\1{3}|abcd|1234|xxx|example|sample|dummy|fake|your|placeholder|redacted|secret/i;

/** Where a text holds what has the shape of a real key, and is not written as the picture of one. */
export function apiKeysIn(text: string): readonly Span[] {
  return [...text.matchAll(shape)].flatMap(({ 0: key, 1: body = '', index }) => (looksRandom(body) ? [{ start: index, end: index + key.length }] : []));
}

function looksRandom(body: string): boolean {
  return new Set(body).size >= leastDifferent && /\d/.test(body) && /[a-z]/.test(body) && /[A-Z]/.test(body) && !typed.test(body);
}
