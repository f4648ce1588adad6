import type { FileView } from '../program/fileView';
import type { Site } from '../site';
import type { Finding, RuleId } from '../finding';
import type { QuickFix } from '../quickFix';
import type { Location, Part } from '../source';

/** What a fix is asked about a finding of a file. */
export interface FileFixRequest {
  readonly finding: Finding;
  readonly file: FileView;
  /** The whole document. */
  readonly text: string;
  /** What the document is made of, where edits must stay within a part. */
  readonly parts: readonly Part[] | undefined;
  /** The text of the file that a location lies in; undefined when it is not read. */
  readonly textOf: (at: Location) => string | undefined;
  /** Finds something out about the file once for all of its findings. */
  readonly remember: <T>(what: string, find: () => T) => T;
}

/** What a fix is asked about a finding of a call. */
export interface FixRequest extends FileFixRequest {
  readonly site: Site;
  /** All Claude calls of the file, in document order. */
  readonly sites: readonly Site[];
}

/** One way to repair findings. */
export interface Fix {
  readonly id: string;
  /** What it does, in a sentence that stands by itself. */
  readonly summary: string;
  /** The rules whose findings it can repair. */
  readonly rules: readonly RuleId[];
  /** The edits for one finding of a call, or undefined where the fix would not help or would change what the code means. */
  readonly propose?: (request: FixRequest) => QuickFix | undefined;
  /** The same for a finding of a file, which has no call. */
  readonly proposeForFile?: (request: FileFixRequest) => QuickFix | undefined;
}
