import type { TextEdit } from './source';

/** A file that is not there yet. */
export interface NewFile {
  readonly file: string;
  readonly text: string;
}

/** A way to repair one finding, ready to apply. */
export interface QuickFix {
  /** The fix's id, for example `set-sdk-retries`. */
  readonly fix: string;
  readonly title: string;
  /** A safe fix changes nothing but how often and when the call is sent again. */
  readonly safe: boolean;
  /** The one to offer first; at most one per finding. */
  readonly preferred: boolean;
  /** An edit whose span names a file belongs there; the others belong to the document. */
  readonly edits: readonly TextEdit[];
  /** So many of the calls run at once at most, where the fix bounds them. */
  readonly atOnce?: number;
  /** Files that it makes. Such a fix is never preferred: where many are applied at once, none is made. */
  readonly creates?: readonly NewFile[];
}
