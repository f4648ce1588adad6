import { Edit, type Language, type Node, Parser, type Tree } from 'web-tree-sitter';
import { type Change, type SourceText, changeBetween, changedLineStarts, positionAt } from './source';

/** The syntax tree of one document, kept between edits so that an edit costs an incremental parse. */
export interface SyntaxTree {
  /** Reads this text. What it gave before is gone. */
  parse(source: SourceText): Parsed;
  /** The root of the tree as it is, if this is its text. */
  rootOf(text: string): Node | undefined;
  /** Frees what lives outside of JavaScript's memory. */
  dispose(): void;
}

export interface Parsed {
  readonly root: Node;
  /** Where the tree may differ from the one before, up to the first declaration behind it that is the same. Undefined for the first tree. */
  readonly change: Change | undefined;
}

export function syntaxTree(grammar: Language): SyntaxTree {
  const parser = new Parser();
  parser.setLanguage(grammar);
  let last: (Lines & { readonly tree: Tree }) | undefined;
  return {
    parse: (source) => {
      const { text } = source;
      const before = last;
      const edit = before && changeBetween(before.text, text);
      const lineStarts = before && edit ? changedLineStarts(before.lineStarts, text, edit) : source.lineStarts;
      if (before && edit) before.tree.edit(inLines(before, { text, lineStarts }, edit));
      const tree = parser.parse(text, before?.tree);
      if (!tree) throw new Error('The parser has no language.');
      const change = before && edit && widened(edit, before.tree, tree);
      before?.tree.delete();
      last = { text, lineStarts, tree };
      return { root: tree.rootNode, change };
    },
    rootOf: (text) => (last?.text === text ? last.tree.rootNode : undefined),
    dispose: () => {
      last?.tree.delete();
      last = undefined;
      parser.delete();
    },
  };
}

type Lines = Pick<SourceText, 'text' | 'lineStarts'>;

/**
 * The edit and all that it made the parser read differently. Without an error a parser that is back at a declaration
 * it knew reads the rest as before; repairing an error, it may choose differently far away.
 */
function widened(edit: Change, before: Tree, after: Tree): Change {
  if (!before.rootNode.hasError && !after.rootNode.hasError) return edit;
  const { start, oldEnd, newEnd } = edit;
  const ranges = before.getChangedRanges(after);
  const from = Math.min(start, ...ranges.map(({ startIndex }) => startIndex));
  const to = Math.max(newEnd, ...ranges.map(({ endIndex }) => endIndex));
  return { start: from, oldEnd: oldEnd + to - newEnd, newEnd: to };
}

function inLines(before: Lines, after: Lines, { start, oldEnd, newEnd }: Change): Edit {
  const point = (source: Lines, offset: number) => {
    const { line, column } = positionAt(source, offset);
    return { row: line, column };
  };
  return new Edit({ startIndex: start, oldEndIndex: oldEnd, newEndIndex: newEnd, startPosition: point(before, start), oldEndPosition: point(before, oldEnd), newEndPosition: point(after, newEnd) });
}
