import type { Node } from 'web-tree-sitter';

/** Where a line of its own for a comment comes to stand: among code, or among the children of a JSX element. */
export type CommentPlace = 'code' | 'element';

/** What a comment in a line before `offset`, the start of a line, would be among; undefined inside a string, a template or a comment. */
export function commentPlace(root: Node, offset: number): CommentPlace | undefined {
  const around = offset === 0 ? null : root.descendantForIndex(offset - 1, offset);
  if (around && elements.has(around.type)) return 'element';
  for (let node = around; node; node = node.parent) {
    if (opaque.has(node.type)) return undefined;
    // Code in a template literal may hold comments; in an f-string they are allowed from Python 3.12 on (PEP 701).
    if (node.type === 'template_substitution') return 'code';
  }
  return 'code';
}

/** The line break itself is part of these, or of nothing inside of them. */
const elements: ReadonlySet<string> = new Set(['jsx_text', 'jsx_element', 'jsx_fragment']);

const opaque: ReadonlySet<string> = new Set(['string', 'string_content', 'string_fragment', 'template_string', 'template_literal_type', 'regex', 'comment', 'line_continuation', 'ERROR']);
