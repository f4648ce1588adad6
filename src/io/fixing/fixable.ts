import { type Part, type SourceText, type TextEdit, applyEdits } from '../../lint/source';

/** A file that fixes can change, as it is after those that were applied so far. */
export interface Fixable<Self> {
  /** What is linted of it; absent where its last edits left nothing that can be read. */
  readonly source?: { readonly text: string; readonly parts?: readonly Part[] };
  /** The same file after edits of `source`. */
  readonly edited: (edits: readonly TextEdit[]) => Self;
}

/** A text as an editor holds it, or the cells of a notebook together. */
export interface FixableText extends Fixable<FixableText> {
  readonly source: { readonly text: string; readonly parts?: readonly Part[] };
}

export function fixableText(source: FixableText['source']): FixableText {
  return {
    source,
    edited: (edits) => {
      const parts = movedParts(source.parts, edits);
      return fixableText({ text: applyEdits(source.text, edits), ...(parts && { parts }) });
    },
  };
}

/** The parts of a text after edits that lie within one part each. */
export function movedParts(parts: SourceText['parts'], edits: readonly TextEdit[]): SourceText['parts'] {
  const grown = (until: number) => edits.reduce((sum, { span, text }) => (span.end <= until ? sum + text.length - (span.end - span.start) : sum), 0);
  return parts?.map((part) => ({ ...part, start: part.start + grown(part.start - 1), end: part.end + grown(part.end) }));
}
