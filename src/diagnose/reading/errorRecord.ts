/** One error as the text shows it. */
export interface ErrorRecord {
  /** Where its first mark begins that is of an error for certain, and where its last one ends. */
  start: number;
  end: number;
  status?: number;
  type?: string;
  code?: string;
  message?: string;
  requestId?: string;
  model?: string;
  host?: string;
  path?: string;
  gateway?: string;
  library?: string;
  inputTokens?: number;
  cloud?: string;
  /** Why no answer came: `timeout` or `connection`. */
  noAnswer?: string;
  /** Something names Claude or Anthropic beside the error. */
  claude: boolean;
  foreign: boolean;
  stream: boolean;
  headersShown: boolean;
  /** Something shows that it happened: a status, a body, a header, an id. Else it may only be spoken of. */
  shown: boolean;
  /** It is quoted, or only named: so texts speak of errors, and some programs show one so. */
  spoken: boolean;
  headers: Record<string, string>;
}
