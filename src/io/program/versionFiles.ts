/** How a language's package managers write versions down. */
export interface VersionFiles {
  readonly locks: readonly LockFile[];
  readonly manifests: readonly Manifest[];
  readonly satisfies: (version: string, range: string) => boolean;
  /** The lowest version in a range. */
  readonly lowest: (range: string) => string | undefined;
}

/** A file with the exact versions of packages. */
export interface LockFile {
  readonly file: RegExp;
  /** All versions of a package that it holds; those that the folder `inside`, relative to the lock file, gets come first. */
  readonly versions: (text: string, name: string, inside: string) => readonly string[];
}

/** A file in which people write what they want. */
export interface Manifest {
  readonly file: RegExp;
  readonly range: (text: string, name: string) => string | undefined;
}
