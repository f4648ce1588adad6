import type { Part } from '../source';

/** How the linter reaches the files around a document. All calls are synchronous and answer from a cache where they can. */
export interface ProgramHost {
  /** The file that `module` names where the file `from` imports it; undefined for a package and for a file that is not there. */
  readonly resolve: (from: string, module: string) => string | undefined;
  /** The files that import `file` themselves. */
  readonly importersOf: (file: string) => readonly string[];
  /** The text on disk; undefined when it is missing, too large or no text. `version` changes whenever the text does. */
  readonly read: (file: string) => { readonly text: string; readonly version: string; readonly parts?: readonly Part[] } | undefined;
  /** True if what the file imports leads to a file that mentions Claude, or if it is imported by such a file, which can hand it a client. */
  readonly leadsToClaude: (file: string) => boolean;
  /** The files that mention Claude, in no order. */
  readonly claudeFiles: () => readonly string[];
  /** The version of a package that the file `from` gets, by the nearest lock file or manifest; undefined where none names it. */
  readonly versionOf: (from: string, name: string) => string | undefined;
}
