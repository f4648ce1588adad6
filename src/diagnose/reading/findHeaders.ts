import type { Mark } from './mark';

/**
 * Response headers in whatever form they were printed: curl's lines, a JavaScript or Python dump, a list of pairs, a HAR,
 * a Go map. Only headers about limits and requests are read; ids of organizations and workspaces never are.
 */
export function findHeaders(text: string): readonly Mark[] {
  const marks: Mark[] = [];
  for (const match of text.matchAll(header)) {
    const name = nameOf((match[1] ?? match[2] ?? match[3] ?? '').toLowerCase());
    const start = match.index + match[0].length;
    const value = readValue(text, start, match[4] ?? '');
    if (!/^[\w"'.:+-]/.test(value) || (name === 'date' && !/^[A-Z][a-z]{2}, /.test(value))) continue;
    marks.push({ index: match.index, end: start + value.length, slot: 'header', name, value });
  }
  return [...marks, ...findShortHeaders(text)];
}

/** Loggers that take no hyphens in their keys write underscores; the names of a subscription's windows have some of their own. */
function nameOf(written: string): string {
  return written.startsWith('anthropic_') ? written.replaceAll('_', '-') : written;
}

/** What programs log of the headers under shorter names, such as `requests-remaining=987/1000`. Other services' clients do so, too. */
function findShortHeaders(text: string): readonly Mark[] {
  return [...text.matchAll(short)].flatMap(({ 0: all, 1: of = '', 2: what, 3: left = '', 4: limit, index }) => {
    const prefix = `anthropic-ratelimit-${of.replace(/[_ ]/, '-').replace(/^(?:input|output)$/, '$&-tokens')}`;
    const mark = (name: string, value: string): Mark => ({ index, end: index + all.length, slot: 'shortHeader', name: `${prefix}-${name}`, value: value.replace(/,/g, '') });
    if (what === undefined && limit === undefined) return [];
    return [mark(what ?? 'remaining', left), ...(limit === undefined || what === 'limit' ? [] : [mark('limit', limit)])];
  });
}

/** `requests-remaining=987/1000`, `requests-limit=1000`, and `requests 987/1000 left`. */
const short = /(?<![\w-])(?:rl_|rate_?limit_)?(requests|(?:input|output)(?:[-_ ]tokens)?)(?:[-_ ](remaining|limit)["']?\s?[=: ]\s?["']?| )(\d[\d,]{0,12})(?:\/(\d[\d,]{0,12}))?(?![\d.])/g;

/** A name, what separates it from its value, and the value's opening quote or bracket. */
const header = new RegExp(
  String.raw`(?<![\w-])(?:(anthropic[_-](?:ratelimit|priority|fast)[_-][a-z0-9_-]{2,60}|retry-after-ms|retry-after|request-id|x-should-retry)|(?<=^[< \t'"]{0,6})(date|server)|(?<=[{,([] ?['"])(date)(?=['"]))` +
    String.raw`\\{0,3}["']?(?:\s{0,3}(?:=>|[:=,])|[ \t]{0,80}[│|]|[ \t]{0,4}\r?\n(?=\d|allowed|rejected|true|false|five_hour|seven_day))(?:\s{0,40}\\{0,3}"value\\{0,3}"\s{0,2}:\s{0,2}(?:\{\s{0,40}\\{0,3}"(?:string|int)Value\\{0,3}"\s{0,2}:\s{0,2})?|\s{0,3})(b?\\{0,3}["']|\[["']?)?`,
  'gim',
);

function readValue(text: string, start: number, open: string): string {
  const rest = text.slice(start, start + longestValue);
  const end = rest.search(open === '' ? /[\n\r]/ : /["'\]\n\r\\]/);
  const value = end < 0 ? rest : rest.slice(0, end);
  return (open === '' ? (/^[^\s,;})\]\\]+(?:, \d[^,;})\]\\]*)?/.exec(value)?.[0] ?? '') : value).trim();
}

const longestValue = 120;
