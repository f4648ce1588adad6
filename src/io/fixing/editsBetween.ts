import { diffLines } from 'diff';
import { type TextEdit, editBetween } from '../../lint/source';

/** The edits that make a text of another, one for each stretch of lines that differ. */
export function editsBetween(before: string, after: string): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  let [removed, added] = ['', ''];
  const close = () => {
    if (removed !== added) {
      const { span, text } = editBetween(removed, added);
      edits.push({ span: { start: at + span.start, end: at + span.end }, text });
    }
    at += removed.length;
    [removed, added] = ['', ''];
  };
  for (const change of diffLines(before, after)) {
    if (change.removed) removed += change.value;
    else if (change.added) added += change.value;
    else {
      close();
      at += change.value.length;
    }
  }
  close();
  return edits;
}
