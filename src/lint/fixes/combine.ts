import type { QuickFix } from '../quickFix';
import type { TextEdit } from '../source';

/**
 * The fixes that can be applied at once, in their order: each as a whole or not at all, and none where another changes
 * the same text. An edit that several share, such as that of a client or a helper, is made once.
 */
export function combine(fixes: readonly QuickFix[]): { readonly applied: readonly QuickFix[]; readonly edits: readonly TextEdit[] } {
  const files = new Map<string | undefined, Taken>();
  const takenIn = (file: string | undefined): Taken => {
    const known = files.get(file) ?? { made: new Set(), replaced: [], inserted: [], by: new Map() };
    files.set(file, known);
    return known;
  };
  const applied: QuickFix[] = [];
  const edits: TextEdit[] = [];
  for (const one of fixes) {
    const fresh = one.edits.filter((edit) => !takenIn(edit.span.file).made.has(keyOf(edit)));
    if (fresh.some((edit) => collides(edit, one.fix, takenIn(edit.span.file)))) continue;
    applied.push(one);
    edits.push(...fresh);
    for (const edit of fresh) take(edit, one.fix, takenIn(edit.span.file));
  }
  return { applied, edits };
}

/** What is changed in one file. Both lists are in order, and no two spans overlap. */
interface Taken {
  readonly made: Set<string>;
  readonly replaced: (readonly [number, number])[];
  readonly inserted: number[];
  /** The fix that inserts at an offset, or that what is inserted there joins with more. */
  readonly by: Map<number, string>;
}

/** No fix has this id. */
const joining = '';

function keyOf({ span: { start, end }, text }: TextEdit): string {
  return `${start} ${end} ${text}`;
}

function collides({ span: { start, end }, joins }: TextEdit, fix: string, { replaced, inserted, by }: Taken): boolean {
  const before = replaced[countBelow(replaced.length, (index) => (replaced[index]?.[0] ?? 0) < end) - 1];
  if (before && before[1] > start) return true;
  // What different fixes insert at one place may be two ways to write the same thing.
  const kind = joins ? joining : fix;
  if (start === end) return (by.get(start) ?? kind) !== kind;
  const inside = inserted[countBelow(inserted.length, (index) => (inserted[index] ?? 0) <= start)];
  return inside !== undefined && inside < end;
}

function take(edit: TextEdit, fix: string, { made, replaced, inserted, by }: Taken): void {
  const { start, end } = edit.span;
  made.add(keyOf(edit));
  if (start < end) replaced.splice(countBelow(replaced.length, (index) => (replaced[index]?.[0] ?? 0) < start), 0, [start, end]);
  else if (!by.has(start)) {
    inserted.splice(countBelow(inserted.length, (index) => (inserted[index] ?? 0) < start), 0, start);
    by.set(start, edit.joins ? joining : fix);
  }
}

/** How many of the first elements are below something; all that follow are not. */
function countBelow(length: number, isBelow: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBelow(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
