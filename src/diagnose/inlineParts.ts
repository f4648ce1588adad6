/** A stretch of a line: plain text, code, or a link to an `https` address. */
export type InlinePart = { readonly kind: 'text' | 'code'; readonly text: string } | { readonly kind: 'link'; readonly text: string; readonly address: string };

/**
 * Reads a line of the Markdown that a report is written in: code spans, links to `https` addresses, and text, which everything else
 * is, HTML included. Code spans end as in CommonMark: at the next run of as many backticks.
 */
export function inlineParts(line: string): readonly InlinePart[] {
  const parts: InlinePart[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') parts.push({ kind: 'text', text: plain });
    plain = '';
  };
  for (let at = 0; at < line.length; ) {
    const found = codeAt(line, at) ?? linkAt(line, at);
    if (found) {
      flush();
      parts.push(found.part);
      at = found.end;
      continue;
    }
    // A run of backticks that nothing ends is text as a whole.
    const length = line[at] === '`' ? runAt(line, at) : 1;
    plain += line.slice(at, at + length);
    at += length;
  }
  flush();
  return parts;
}

interface Found {
  readonly part: InlinePart;
  readonly end: number;
}

function codeAt(line: string, start: number): Found | undefined {
  if (line[start] !== '`') return undefined;
  const fence = runAt(line, start);
  for (let at = line.indexOf('`', start + fence); at >= 0; at = line.indexOf('`', at)) {
    const run = runAt(line, at);
    if (run === fence) return { part: { kind: 'code', text: unpadded(line.slice(start + fence, at)) }, end: at + run };
    at += run;
  }
  return undefined;
}

function runAt(line: string, start: number): number {
  let end = start;
  while (line[end] === '`') end++;
  return end - start;
}

function unpadded(text: string): string {
  return text.length > 2 && text.startsWith(' ') && text.endsWith(' ') ? text.slice(1, -1) : text;
}

const link = /\[([^[\]`]{1,200})\]\((https:\/\/[^\s()<>`]{1,500})\)/y;

function linkAt(line: string, start: number): Found | undefined {
  if (line[start] !== '[') return undefined;
  link.lastIndex = start;
  const [whole, text, address] = link.exec(line) ?? [];
  return whole === undefined || text === undefined || address === undefined ? undefined : { part: { kind: 'link', text, address }, end: start + whole.length };
}
