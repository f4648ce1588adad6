/** What is left to read of a pasted text. */
export interface CleanText {
  readonly text: string;
  /** Set when only the end was kept, in characters. */
  readonly cut?: { readonly total: number; readonly read: number };
}

/**
 * Takes colours, byte-order marks and NULs out of a text, and keeps its end when it is too long: the newest error decides.
 * NULs between the characters are UTF-16 that was read as something else.
 */
export function cleanText(raw: string): CleanText {
  const kept = raw.length > longestText ? raw.slice(-longestText) : raw;
  const text = kept
    .replace(/[\0\uFEFF\uFFFD]+/g, '')
    .replace(terminalCodes, '')
    .replace(/\r\n?/g, '\n');
  return kept === raw ? { text } : { text, cut: { total: raw.length, read: kept.length } };
}

/** Characters, about 4 MB of a plain log: read in well under a second. */
export const longestText = 4 * 1024 * 1024;

/** Colours and cursor moves (ECMA-48 control sequences), and titles or links (operating-system commands). */
// eslint-disable-next-line no-control-regex -- terminal codes are control characters
const terminalCodes = /\x1B(?:\[[0-9;:?]{0,40}[A-Za-z]|\][^\x07\x1B]{0,500}(?:\x07|\x1B\\))/g;
