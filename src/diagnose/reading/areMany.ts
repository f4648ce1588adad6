import type { Mark } from './mark';

/**
 * Whether marks of which nothing shows that they happened are of several different errors: documents, changes, settings and answers about
 * errors name many.
 */
export function areMany(marks: readonly Mark[]): boolean {
  const [types, codes] = (['weakType', 'weakCode'] as const).map((of) => new Set(marks.filter(({ slot, value }) => slot === of && value !== 'api_error').map(({ value }) => value)).size);
  const sentences = marks.filter(({ slot }) => slot === 'phrase').filter(({ index }, at, all) => at === 0 || index - (all[at - 1]?.index ?? 0) > sameSentence);
  const phrases = new Set(sentences.map(({ value }) => value.slice(0, telling))).size;
  return Math.max(types ?? 0, codes ?? 0, phrases) > 1 || ((codes ?? 0) > 0 && phrases > 0);
}

/** Characters within which two marks are of one sentence, which a terminal may have folded. */
const sameSentence = 200;
/** Characters that tell one sentence from another. */
const telling = 20;
