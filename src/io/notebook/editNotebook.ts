import { type Node, parseTree } from 'jsonc-parser';
import { type Part, type TextEdit, applyEdits, partAt } from '../../lint/source';
import { cellNodes, linesOf, sourceNode } from './cellNodes';

/** Edits of the program that the cells of a notebook are together, written into its JSON. Nothing changes but the `source` of the cells that they lie in. */
export function editNotebook(json: string, parts: readonly Part[], edits: readonly TextEdit[]): string {
  const cells = cellNodes(parseTree(json));
  const perCell = new Map<Part, TextEdit[]>();
  for (const edit of edits) {
    const part = partAt({ parts }, edit.span.start);
    if (!part) continue;
    const here = { ...edit, span: { start: edit.span.start - part.start, end: edit.span.end - part.start } };
    perCell.set(part, [...(perCell.get(part) ?? []), here]);
  }
  const changes = [...perCell].flatMap(([{ name }, inCell]): readonly TextEdit[] => {
    const cell = typeof name === 'number' ? cells[name] : undefined;
    const source = cell && sourceNode(cell);
    if (!source) return [];
    const text = rewritten(source, applyEdits(textOf(source), inCell), json);
    return [{ span: { start: source.offset, end: source.offset + source.length }, text }];
  });
  return applyEdits(json, changes);
}

function textOf(source: Node): string {
  return linesOf(source).map(({ value }) => String(value)).join('');
}

/** A text as its cell had it: one string, or a list of lines laid out as before, in which a line that stays keeps its spelling. */
function rewritten(source: Node, text: string, json: string): string {
  const written = (value: string) => spelled(value, json);
  if (source.type === 'string') return written(text);
  const old = linesOf(source);
  const [first, second] = old;
  const spelling = new Map(old.map((node) => [String(node.value), json.slice(node.offset, node.offset + node.length)]));
  const opening = first ? json.slice(source.offset + 1, first.offset) : '';
  const closing = json.slice(endOf(old.at(-1)) ?? source.offset + 1, source.offset + source.length - 1);
  const gap = first && second ? json.slice(endOf(first), second.offset) : `,${opening === '' ? ' ' : opening}`;
  // A line ends where the format's writers end it, in \n: str.splitlines(True).
  const lines = text === '' ? [] : text.split(/(?<=\n)/);
  return `[${opening}${lines.map((line) => spelling.get(line) ?? written(line)).join(gap)}${closing}]`;
}

function endOf(node: Node | undefined): number | undefined {
  return node && node.offset + node.length;
}

/** A JSON string; in a file of ASCII alone other characters are escaped. */
function spelled(value: string, json: string): string {
  const text = JSON.stringify(value);
  return /[\u0080-\uFFFF]/.test(json) ? text : text.replace(/[\u0080-\uFFFF]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
