import { libraries } from './index';

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const words = new RegExp([...new Set(libraries.flatMap((library) => library.words ?? []))].map(escaped).join('|'), 'i');

/** False if no known package can send a request to Claude from a file with this text; cheap enough for every file. */
export function mentionsClaude(text: string): boolean {
  return words.test(text);
}

const calls = new RegExp(`\\b(?:${[...new Set(libraries.flatMap((library) => library.callNames ?? []))].map(escaped).join('|')})\\s*(?:<[^<>()]*>\\s*)?\\(`);

/** False if nothing is called in a text by a name that a known package has for a request. */
export function callsLikeClaude(text: string): boolean {
  return calls.test(text);
}

/** Above this size a text with lines this long on average was written by a bundler: its names say nothing. */
const minifiedLength = 20_000;
const minifiedLine = 400;

/** True for minified code, which is not read: nobody repairs a call there. */
export function isMinified(text: string): boolean {
  if (text.length < minifiedLength) return false;
  // As soon as there are lines enough, the others need not be counted.
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0 && text.length / lines > minifiedLine; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines > minifiedLine;
}
