/** What is open at the end of a line of Python. */
export interface OpenPython {
  /** The closing brackets that are due, innermost first. */
  readonly brackets: string;
  /** The quotes that end the string the line ends in; empty outside of one. */
  readonly quotes: string;
  /** True if a backslash takes the next line in. */
  readonly continued: boolean;
}

export const nothingOpen: OpenPython = { brackets: '', quotes: '', continued: false };

/** Follows strings, brackets and comments through one line, without its end. */
export function afterLine(line: string, before: OpenPython): OpenPython {
  let { brackets, quotes } = before;
  let continued = false;
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (char === '\\') {
      continued = at === line.length - 1;
      at++;
    } else if (quotes !== '') {
      if (!line.startsWith(quotes, at)) continue;
      at += quotes.length - 1;
      quotes = '';
    } else if (char === '#') break;
    else if (char === '"' || char === "'") {
      quotes = line.startsWith(char.repeat(3), at) ? char.repeat(3) : char;
      at += quotes.length - 1;
    } else if (closers.has(char)) brackets = (closers.get(char) ?? '') + brackets;
    else if (brackets.startsWith(char)) brackets = brackets.slice(1);
  }
  // A string in single quotes ends with its line, whether somebody closed it or not.
  return { brackets, quotes: quotes.length === 1 && !continued ? '' : quotes, continued };
}

const closers: ReadonlyMap<string, string> = new Map([['(', ')'], ['[', ']'], ['{', '}']]);
