import { parseTree } from 'jsonc-parser';
import { type TextRange, offsetAt, positionAt, sourceText } from '../../lint/source';
import { cellNodes, linesOf, sourceNode } from './cellNodes';

/** Finds a stretch of a cell in the JSON of its notebook, for tools that know lines of files and no cells. Undefined for a cell that is not there. */
export function rangeInJson(json: string): (cell: number, range: TextRange) => TextRange | undefined {
  const cells = cellNodes(parseTree(json));
  const file = sourceText('', json);
  return (cell, range) => {
    const node = cells[cell];
    const source = node && sourceNode(node);
    if (!source) return undefined;
    const places = placesOf(linesOf(source), json);
    const text = sourceText('', linesOf(source).map(({ value }) => String(value)).join(''));
    const [start, end] = [offsetAt(text, range.start), offsetAt(text, range.end)];
    const from = places[start];
    if (from === undefined) return undefined;
    // Between its last character and the next one can be the end of a string.
    const until = end > start ? (places[end - 1] ?? from) + lengthAt(json, places[end - 1] ?? from) : from;
    return { start: positionAt(file, from), end: positionAt(file, until) };
  };
}

/** Where each character of a text, and its end, stands in JSON. */
function placesOf(strings: readonly { readonly offset: number; readonly length: number }[], json: string): readonly number[] {
  const places: number[] = [];
  let last = strings[0]?.offset ?? 0;
  for (const { offset, length } of strings) {
    last = offset + length - 1;
    for (let at = offset + 1; at < last; at += lengthAt(json, at)) places.push(at);
  }
  return [...places, last];
}

/** How many characters one is written with in a JSON string. */
function lengthAt(json: string, at: number): number {
  return json[at] !== '\\' ? 1 : json[at + 1] === 'u' ? 6 : 2;
}
