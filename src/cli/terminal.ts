/** Where a command reads and writes. */
export interface Terminal {
  /** The working folder: paths are given and shown relative to it. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** True when colours may be written to the output. */
  readonly colours: boolean;
  /** True when a person types the input. */
  readonly interactive: boolean;
  /** Writes results. */
  out(text: string): void;
  /** Writes a line for the person at the terminal, apart from the results. */
  note(line: string): void;
  /** The input, piece by piece as it comes. */
  input(): AsyncIterable<Uint8Array>;
  /** Resolves when the user stops the command. */
  stopped(): Promise<void>;
}
