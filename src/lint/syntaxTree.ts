import { Edit, type Language, type Node, Parser, type Tree } from 'web-tree-sitter';
import { type SourceText, changeBetween, positionAt } from './source';

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

function editBetween(before: SourceText, after: SourceText): Edit {
  const { span, text } = changeBetween(before.text, after.text);
  const point = (source: SourceText, offset: number) => {
    const { line, column } = positionAt(source, offset);
    return { row: line, column };
  };
  const newEnd = span.start + text.length;
  return new Edit({
    startIndex: span.start,
    oldEndIndex: span.end,
    newEndIndex: newEnd,
    startPosition: point(before, span.start),
    oldEndPosition: point(before, span.end),
    newEndPosition: point(after, newEnd),
  });
}
