/**
 * Takes colours, byte-order marks and NULs out of a text, and makes its line ends one kind.
 * NULs between the characters are UTF-16 that was read as something else.
 */
export function cleanText(raw: string): string {
  return raw
    .replace(/[\0\uFEFF\uFFFD]+/g, '')
    .replace(terminalCodes, '')
    .replace(/\r\n?/g, '\n');
}

/** Colours and cursor moves (ECMA-48 control sequences), and titles or links (operating-system commands). */
// eslint-disable-next-line no-control-regex -- terminal codes are control characters
const terminalCodes = /\x1B(?:\[[0-9;:?]{0,40}[A-Za-z]|\][^\x07\x1B]{0,500}(?:\x07|\x1B\\))/g;
