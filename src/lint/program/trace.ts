import type { Change } from '../source';

/** What a file has for its readers to be noted. */
interface Read {
  /** Counts the changes of an open document. */
  readonly revision: number;
  readonly trace: Trace;
}

/** What one unit of an analysis has looked at: its result holds until some of that changes. */
export interface Reads {
  readonly home: Read;
  /** Of its own file: declarations, names of its tables, and whole tables. */
  readonly keys: Set<unknown>;
  /** Other files, each with the revision that was read. */
  readonly files: Map<Read, number>;
  /** Questions about the program, with their answers. */
  readonly questions: Map<string, Question>;
}

export interface Question {
  readonly answer: unknown;
  readonly ask: () => unknown;
}

/** Where reads are noted; one for all files of a program. */
export interface Trace {
  /** Undefined while nobody wants to know. */
  reads: Reads | undefined;
  /** Outside of units: a new object whenever what was found out may no longer hold. */
  outside: object;
}

/** The result of a unit, kept as long as what it rests on stays the same. */
export interface Kept {
  readonly reads: Reads;
  result: unknown;
  /** The result after a change outside of all that it rests on. */
  readonly moved: (result: never, change: Change) => unknown;
}

export function newTrace(): Trace {
  return { reads: undefined, outside: {} };
}

export function note(file: Read, key: unknown): void {
  const { reads } = file.trace;
  if (!reads) return;
  if (reads.home === file) reads.keys.add(key);
  else reads.files.set(file, file.revision);
}
