import { keyStart } from '../facts/apiKey';
import { libraries } from './index';

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const words = new RegExp([...new Set([keyStart, ...libraries.flatMap((library) => library.words ?? [])])].map(escaped).join('|'), 'i');

/** False if no known package can send a request to Claude from a file with this text, and no key stands in it; cheap enough for every file. */
export function mentionsClaude(text: string): boolean {
  return words.test(text);
}

const calls = new RegExp(`\\b(?:${[...new Set(libraries.flatMap((library) => library.callNames ?? []))].map(escaped).join('|')})\\s*(?:<[^<>()]*>\\s*)?\\(`);

/** False if nothing is called in a text by a name that a known package has for a request. */
export function callsLikeClaude(text: string): boolean {
  return calls.test(text);
}

/** Longer text, in characters, was written by a program: nobody repairs a call there, and reading it would hold the others up. Biome reads no file above 1 MiB either (its `files.maxSize`). */
export const maxLength = 1024 * 1024;
const maxLines = 40_000;
/** Above this size a text with lines this long on average was written by a bundler: its names say nothing. */
const minifiedLength = 20_000;
const minifiedLine = 400;

/** Why a text is taken for one that a program wrote, which is not read; undefined for one that a person may have written. */
export function whyGenerated(text: string): string | undefined {
  if (text.length < minifiedLength) return undefined;
  if (text.length > maxLength) return `longer than ${maxLength} characters`;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  if (lines > maxLines) return `longer than ${maxLines} lines`;
  return text.length / lines > minifiedLine ? 'minified' : undefined;
}
