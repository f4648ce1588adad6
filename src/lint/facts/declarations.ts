import type { Node, Query } from 'web-tree-sitter';
import type { LanguageModel } from '../languages/language';
import type { Change } from '../source';
import { extractFacts } from './extract';
import type { DeclarationFacts } from './facts';

/** A top-level declaration at its place; its facts depend on its text alone. */
export interface Declaration {
  readonly type: string;
  readonly offset: number;
  readonly end: number;
  readonly facts: DeclarationFacts;
}

/** All top-level declarations of a text, in its order. */
export interface Declarations {
  readonly text: string;
  readonly list: readonly Declaration[];
}

/** Replaces `removed` declarations from the index `from` on; those after them only move by `by`. */
export interface Revision {
  readonly from: number;
  readonly removed: number;
  readonly added: readonly Declaration[];
  readonly by: number;
}

export interface Reading {
  readonly query: Query;
  readonly language: LanguageModel;
}

/** The facts of all declarations; those that `known` has with the same text are taken from there. */
export function declarationsOf(root: Node, text: string, { known, ...reading }: Reading & { readonly known?: Declarations }): Declarations {
  return { text, list: read(root.namedChildren, text, { ...reading, known: known ?? { text: '', list: [] } }) };
}

/** What a change did to the declarations; undefined where it reaches so far that all may as well be read again. */
export function revisionOf(root: Node, text: string, { known, change, ...reading }: Reading & { readonly known: Declarations; readonly change: Change }): Revision | undefined {
  const { list } = known;
  const by = change.newEnd - change.oldEnd;
  // What only touches the change may have grown into it or out of it.
  let from = firstIndex(list, ({ end }) => end >= change.start);
  let to = Math.max(from, firstIndex(list, ({ offset }) => offset > change.oldEnd));
  // An empty node is not found by its place: the walk goes from one that has a text to another.
  do from--;
  while (from >= 0 && list[from]?.offset === list[from]?.end);
  while (to < list.length && list[to]?.offset === list[to]?.end) to++;
  const [first, last] = [list[from], list[to]];
  if (to - from > maxRead) return undefined;
  const nodes: Node[] = [];
  let node = root.firstNamedChildForIndex(first?.offset ?? 0);
  if (first && !isSame(node, first, 0)) return undefined;
  if (!first && node && node.id !== root.firstNamedChild?.id) return undefined;
  if (first) node = node?.nextNamedSibling ?? null;
  for (; node && !isSame(node, last, by); node = node.nextNamedSibling) {
    if (nodes.length > maxRead) return undefined;
    nodes.push(node);
  }
  if (last && !node) return undefined;
  const removed = list.slice(from + 1, to);
  return { from: from + 1, removed: removed.length, added: read(nodes, text, { ...reading, known: { text: known.text, list: removed } }), by };
}

/** The declarations after a revision. */
export function revised({ list }: Declarations, text: string, { from, removed, added, by }: Revision): Declarations {
  const after = list.slice(from + removed);
  return { text, list: [...list.slice(0, from), ...added, ...(by === 0 ? after : after.map((one) => ({ ...one, offset: one.offset + by, end: one.end + by })))] };
}

/** More declarations than this are faster read all at once. */
const maxRead = 40;

function isSame(node: Node | null, declaration: Declaration | undefined, by: number): boolean {
  return node !== null && declaration !== undefined && node.startIndex === declaration.offset + by && node.endIndex === declaration.end + by && node.type === declaration.type;
}

function read(nodes: readonly Node[], text: string, { query, language, known }: Reading & { readonly known: Declarations }): Declaration[] {
  const byText = new Map<string, DeclarationFacts[]>();
  for (const { type, offset, end, facts } of known.list) {
    const key = `${type}\n${known.text.slice(offset, end)}`;
    byText.set(key, [...(byText.get(key) ?? []), facts]);
  }
  return nodes.map((node) => {
    const { type, startIndex: offset, endIndex: end } = node;
    // Declarations of the same text are different ones: their calls and functions are told apart by their facts.
    const facts = byText.get(`${type}\n${text.slice(offset, end)}`)?.shift() ?? extractFacts(node, query, language);
    return { type, offset, end, facts };
  });
}

/** The first index from which on `is` holds; it must hold for all that follow, too. */
function firstIndex<T>(list: readonly T[], is: (one: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = list[middle];
    if (one !== undefined && is(one)) high = middle;
    else low = middle + 1;
  }
  return low;
}
