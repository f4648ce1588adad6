import type { Span } from '../source';

/** What rules about a file see of it. Spans count in the document. */
export interface FileFacts {
  /** Where string literals hold an API key. The key itself is nowhere kept. */
  readonly keys: readonly Span[];
}
