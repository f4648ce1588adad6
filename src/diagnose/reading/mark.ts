/** A thing in the text that tells something about an error, and where it stands. */
export interface Mark {
  readonly index: number;
  readonly end: number;
  readonly slot: Slot;
  readonly value: string;
  /** The header's name, for the slot `header`. */
  readonly name?: string;
  /** Set for what also stands where errors are only spoken of, though it is no weaker where one is printed. */
  readonly spoken?: true;
  /** Set for a sentence that stands in quotes of its own, and not as the value of a key. */
  readonly quoted?: true;
  /** Set for what only ever stands at the start of an error; the same one again starts the next error. */
  readonly head?: 'http' | 'sdk' | 'event' | 'entry';
}

/**
 * `weakStatus`, `weakType`, `weakCode`, `weakStream`, `shortHeader` and `message` count only beside something stronger: they also stand in ordinary logs and code.
 */
export type Slot =
  | 'status'
  | 'weakStatus'
  | 'type'
  | 'weakType'
  | 'code'
  | 'weakCode'
  | 'message'
  | 'phrase'
  | 'cloud'
  | 'header'
  | 'shortHeader'
  | 'headersShown'
  | 'requestId'
  | 'model'
  | 'host'
  | 'claude'
  | 'entry'
  | 'path'
  | 'gateway'
  | 'library'
  | 'inputTokens'
  | 'stream'
  | 'weakStream'
  | 'noAnswer'
  | 'foreign';
