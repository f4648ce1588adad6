/** The helper in one language, in parts that a file gets as far as it needs them. */
export interface BackoffHelper {
  /** Wraps a call that is waited for on the spot. */
  readonly blocking: HelperPart;
  /** Wraps a call that answers later. */
  readonly async: HelperPart;
  /** What both need. */
  readonly shared: HelperPart;
}

/** A function of the helper. Its code uses the names of the parts as they stand here. */
export interface HelperPart {
  readonly name: string;
  /** Its parameters, by which it is known again. */
  readonly params: readonly string[];
  readonly code: string;
  readonly imports: readonly HelperImport[];
}

export interface HelperImport {
  readonly statement: string;
  /** The same for a file of CommonJS; without it, such a file cannot have the helper. Needed in JavaScript only. */
  readonly required?: string;
  readonly module: string;
  /** `*` for the whole module. */
  readonly names: readonly string[];
  /** What a default import is called. */
  readonly as?: string;
}
