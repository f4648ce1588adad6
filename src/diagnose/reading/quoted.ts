/** A quoted text and the offset after it. */
export interface Quoted {
  readonly value: string;
  readonly end: number;
}

/**
 * Reads the string literal that starts at `at`, in JSON, Python or JavaScript quotes, also inside another string
 * (`\"…\"`), where its closing quote carries as many backslashes as its opening one.
 * A literal that is cut off gives what is there. `undefined` when no literal starts at `at`.
 */
export function readQuoted(text: string, at: number): Quoted | undefined {
  let open = at;
  while (text[open] === '\\' && open - at < deepest) open++;
  const depth = open - at;
  const quote = text[open];
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined;
  const stop = Math.min(text.length, open + 1 + longestLiteral);
  let slashes = 0;
  for (let i = open + 1; i < stop; i++) {
    if (text[i] === '\\') slashes++;
    else if (text[i] === quote && slashes <= depth) return { value: unescape(text.slice(open + 1, i - slashes)), end: i + 1 };
    else slashes = 0;
  }
  return { value: unescape(text.slice(open + 1, stop)), end: stop };
}

/** Characters; the longest message seen has about 700. */
const longestLiteral = 4000;
const deepest = 15;

function unescape(literal: string): string {
  return literal
    .replace(/\\{1,15}u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/\\{1,15}[nrt]/g, ' ')
    .replace(/\\{1,15}(["'`/])/g, '$1')
    .replace(/\\\\/g, '\\')
    .trim();
}
