import type { Node } from 'web-tree-sitter';
import type { LanguageId } from '../call';
import type { FactsBuilder } from '../facts/builder';

/** Everything Headroom knows of one language. */
export interface LanguageModel {
  readonly id: LanguageId;
  /** The grammar's file in `dist/grammars/`, without the ending. */
  readonly grammar: string;
  /** One tree-sitter query whose captures are all the nodes that become facts. */
  readonly query: string;
  /** Adds the fact of one captured node; called in document order, outer before inner. */
  readonly map: (capture: string, node: Node, facts: FactsBuilder) => void;
  /** The nodes that are the text of a string literal. */
  readonly strings: readonly string[];
  /** What starts a line comment. */
  readonly comment: string;
}
