import type { Node, Query } from 'web-tree-sitter';
import type { LanguageModel } from '../languages/language';
import { extractFacts } from './extract';
import type { DeclarationFacts } from './facts';

/** The facts of declarations by their text, so that an edit costs the one declaration that it touched. */
export type FactsByText = ReadonlyMap<string, DeclarationFacts>;

export interface Declarations {
  /** In document order, with the offset of each. */
  readonly list: readonly { readonly facts: DeclarationFacts; readonly offset: number }[];
  readonly byText: FactsByText;
}

/** The facts of all top-level declarations of a file; those that `known` has are taken from there. */
export function declarationsOf(root: Node, text: string, { query, language, known }: { readonly query: Query; readonly language: LanguageModel; readonly known?: FactsByText }): Declarations {
  const byText = new Map<string, DeclarationFacts>();
  const list = root.namedChildren.map((node) => {
    const key = `${node.type}\n${text.slice(node.startIndex, node.endIndex)}`;
    const facts = byText.get(key) ?? known?.get(key) ?? extractFacts(node, query, language);
    byText.set(key, facts);
    return { facts, offset: node.startIndex };
  });
  return { list, byText };
}
