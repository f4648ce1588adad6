import { libraries } from './index';

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const words = new RegExp([...new Set(libraries.flatMap((library) => library.words ?? []))].map(escaped).join('|'), 'i');

/** False if no known package can send a request to Claude from a file with this text; cheap enough for every file. */
export function mentionsClaude(text: string): boolean {
  return words.test(text);
}
