import { Edit, type Language, type Node, Parser, type Tree } from 'web-tree-sitter';
import { type SourceText, positionAt } from './source';

/** The syntax tree of one document, kept between edits so that an edit costs an incremental parse. */
export interface SyntaxTree {
  /** The root for this text. It is gone after the next call. */
  parse(source: SourceText): Node;
  /** Frees what lives outside of JavaScript's memory. */
  dispose(): void;
}

export function syntaxTree(grammar: Language): SyntaxTree {
  const parser = new Parser();
  parser.setLanguage(grammar);
  let last: { readonly source: SourceText; readonly tree: Tree } | undefined;
  return {
    parse: (source) => {
      if (last?.source.text === source.text) return last.tree.rootNode;
      last?.tree.edit(editBetween(last.source, source));
      const tree = parser.parse(source.text, last?.tree);
      if (!tree) throw new Error('The parser has no language.');
      last?.tree.delete();
      last = { source, tree };
      return tree.rootNode;
    },
    dispose: () => {
      last?.tree.delete();
      last = undefined;
      parser.delete();
    },
  };
}

/** What lies between the common head and the common tail of two texts, as one edit. */
function editBetween(before: SourceText, after: SourceText): Edit {
  const shortest = Math.min(before.text.length, after.text.length);
  let start = 0;
  while (start < shortest && before.text.charCodeAt(start) === after.text.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < shortest - start && before.text.charCodeAt(before.text.length - 1 - tail) === after.text.charCodeAt(after.text.length - 1 - tail)) tail++;
  const point = (source: SourceText, offset: number) => {
    const { line, column } = positionAt(source, offset);
    return { row: line, column };
  };
  const [oldEndIndex, newEndIndex] = [before.text.length - tail, after.text.length - tail];
  return new Edit({
    startIndex: start,
    oldEndIndex,
    newEndIndex,
    startPosition: point(before, start),
    oldEndPosition: point(before, oldEndIndex),
    newEndPosition: point(after, newEndIndex),
  });
}
