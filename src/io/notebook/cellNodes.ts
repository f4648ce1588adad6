import type { Node } from 'jsonc-parser';

/** The cells in the JSON of a notebook, as `parseNotebook` finds them. */
export function cellNodes(root: Node | undefined): readonly Node[] {
  if (!root) return [];
  const own = valueOf(root, 'cells');
  if (own?.type === 'array') return own.children ?? [];
  return (valueOf(root, 'worksheets')?.children ?? []).flatMap((sheet) => valueOf(sheet, 'cells')?.children ?? []);
}

/** The text of a cell: one string, or a list of them. */
export function sourceNode(cell: Node): Node | undefined {
  return valueOf(cell, 'source') ?? valueOf(cell, 'input');
}

/** The strings that a cell's text is made of. */
export function linesOf(source: Node): readonly Node[] {
  return (source.type === 'string' ? [source] : (source.children ?? [])).filter(({ type }) => type === 'string');
}

/** The last of several entries counts, as in JSON.parse. */
function valueOf(object: Node, key: string): Node | undefined {
  return object.children?.findLast(({ children }) => children?.[0]?.value === key)?.children?.[1];
}
