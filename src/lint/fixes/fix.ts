import type { Site } from '../site';
import type { Finding, RuleId } from '../finding';
import type { QuickFix } from '../quickFix';
import type { Location, Part } from '../source';

/** What a fix is asked about. */
export interface FixRequest {
  readonly site: Site;
  readonly finding: Finding;
  /** All Claude calls of the file, in document order. */
  readonly sites: readonly Site[];
  /** The whole document. */
  readonly text: string;
  /** What the document is made of, where edits must stay within a part. */
  readonly parts: readonly Part[] | undefined;
  /** The text of the file that a location lies in; undefined when it is not read. */
  readonly textOf: (at: Location) => string | undefined;
  /** Finds something out about the file once for all of its findings. */
  readonly remember: <T>(what: string, find: () => T) => T;
}

/** One way to repair findings. */
export interface Fix {
  readonly id: string;
  /** What it does, in a sentence that stands by itself. */
  readonly summary: string;
  /** The rules whose findings it can repair. */
  readonly rules: readonly RuleId[];
  /** The edits for one finding, or undefined where the fix would not help or would change what the code means. */
  readonly propose: (request: FixRequest) => QuickFix | undefined;
}
