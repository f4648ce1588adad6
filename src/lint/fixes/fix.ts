import type { Site } from '../analyze';
import type { Finding } from '../finding';
import type { QuickFix } from '../quickFix';

/** What a fix is asked about. */
export interface FixRequest {
  readonly site: Site;
  readonly finding: Finding;
  /** All Claude calls of the file, in document order. */
  readonly sites: readonly Site[];
  /** The whole document. */
  readonly text: string;
}

/** One way to repair findings. */
export interface Fix {
  readonly id: string;
  /** The edits for one finding, or undefined where the fix would not help or would change what the code means. */
  readonly propose: (request: FixRequest) => QuickFix | undefined;
}
