import type { Span, TextEdit } from '../source';

/** A change that no finding asks for, ready to apply. */
export interface Refactoring {
  /** What it is about. */
  readonly at: Span;
  readonly title: string;
  readonly edits: readonly TextEdit[];
}
