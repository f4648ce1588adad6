/** A part of a text; `end` is behind its last character. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

/**
 * The parts of a text, in order, that are about errors and hold none that happened: source code, names of tests, metrics, and documents. What
 * such a part quotes is no evidence. Linear in the text.
 */
export function aboutRegions(text: string): readonly Region[] {
  if (isDocument(text)) return [{ start: 0, end: text.length }];
  const regions = [...lines(text), ...comments(text), ...changes(text), ...code(text)].sort((a, b) => a.start - b.start);
  return regions.filter(({ start }, index) => start >= (regions[index - 1]?.end ?? 0));
}

/** Names of tests as runners list them, and samples of Prometheus' text format. */
const line = /^[ \t]{0,12}(?:[✓✔√×✗✖✕] (?![^\n]{0,200}\{)|(?:not )?ok \d{1,6}\b|--- (?:PASS|FAIL): |test \S{1,200} \.\.\. (?:ok|FAILED)|\S{1,200}::\S{1,200} (?:PASSED|FAILED)|# (?:HELP|TYPE) \w|[a-z_:][\w:]{2,80}\{[^}\n]{0,600}\} [\d.e+-]{1,24}[ \t]*$)[^\n]*/gm;

function lines(text: string): readonly Region[] {
  return [...text.matchAll(line)].map(({ 0: all, index }) => ({ start: index, end: index + all.length }));
}

/** Those of HTML and Markdown, such as a template's examples. */
function comments(text: string): readonly Region[] {
  const regions: Region[] = [];
  let end = 0;
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', Math.max(end, start + 4))) {
    if (end <= start) end = text.indexOf('-->', start) + 3;
    // One that is never closed is none, and so is none behind it.
    if (end < 3) break;
    if (end - start <= longestComment) regions.push({ start, end });
  }
  return regions;
}

const longestComment = 2000;

/** The parts of a change as `diff` and git show it. */
const change = /^@@ -\d{1,9}(?:,\d{1,9})? \+\d{1,9}(?:,\d{1,9})? @@[^\n]*(?:\n(?:[ +\\-][^\n]*)?)*/gm;

function changes(text: string): readonly Region[] {
  return text.includes('\n@@ -') || text.startsWith('@@ -') ? [...text.matchAll(change)].map(({ 0: all, index }) => ({ start: index, end: index + all.length })) : [];
}

/** A document about errors has headings and a table; a report of an error that happened has an id of a request. */
function isDocument(text: string): boolean {
  return /^\|[ :|-]{3,200}\|[ \t]*$/m.test(text) && (text.match(/^#{1,4} \S/gm)?.length ?? 0) > 1 && !/\breq_[A-Za-z0-9]{8}/.test(text);
}

/** Lines that only source code has, of the languages in which Claude is called. */
const codeLine = new RegExp(
  String.raw`^[ \t]{0,60}(?:` +
    [
      String.raw`import (?:[^\n]{1,200} from ['"]|[\w.]{1,80}(?: as \w+)?[ \t]*$|\{|["'(])`,
      String.raw`from [\w.]{1,80} import \w`,
      String.raw`(?:export )?(?:default )?(?:async )?function\*? ?\w{0,60}\(`,
      String.raw`(?:export )?(?:const|let|var) [\w{[][^=\n]{0,80}=[ \t]?\S`,
      String.raw`(?:export )?(?:abstract )?class \w+[^\n]{0,80}[:{][ \t]*$`,
      String.raw`(?:async )?def \w+\(`,
      String.raw`(?:describe|it|test|expect|beforeEach|afterEach)(?:\.\w+)?\(`,
      String.raw`assert(?:\.\w+)?\(`,
      String.raw`(?:\} )?(?:if|for|while|switch|catch|except|elif|with)\b[^\n]{0,160}[({=.[][^\n]{0,100}[{:][ \t]*$`,
      String.raw`(?:\} )?(?:try|else|finally)[ \t]{0,2}[{:][ \t]*$`,
      String.raw`return [^\n]{0,160}[;({][ \t]*$`,
      String.raw`(?:public|private|protected) [\w<>[\], ]{1,80}\(`,
      String.raw`func (?:\([^)\n]{1,60}\) )?\w+\(`,
      String.raw`(?:pub )?(?:async )?fn \w+`,
      String.raw`(?:(?:private|public|internal|override|suspend) ){0,3}fun \w+\(`,
      String.raw`\.[a-z]\w{0,60}\([^\n]{0,300}\)[ \t]*[;,]?[ \t]*$`,
      String.raw`(?:package|using|namespace) [\w.]{1,80};?[ \t]*$`,
      String.raw`\/\/ ?\S`,
      String.raw`class [A-Z]\w*(?: < [\w:]+)?[ \t]*$`,
      String.raw`def [a-z_]\w*[?!]?(?:\([^)\n]{0,80}\))?[ \t]*$`,
      String.raw`[^\n]{1,160} do \|[\w, ]{1,40}\|[ \t]*$`,
      String.raw`require ['"]`,
    ].join('|') +
    ')',
  'gm',
);

/** From the first of several lines of code on as far as what follows can be code: indented, closing, or code again. */
function code(text: string): readonly Region[] {
  const regions: Region[] = [];
  const found = [...text.matchAll(codeLine)].map(({ index }) => index).filter((index) => !isInTrace(text, index));
  for (let at = 0; at < found.length; ) {
    const start = found[at] ?? 0;
    let end = start;
    let count = 0;
    let others = 0;
    while (end < text.length && others < mostOthers && (found[at] === end || continuesCode.test(text.slice(end, end + longestPrefix)))) {
      if (found[at] === end) {
        at++;
        count++;
        others = 0;
      } else others++;
      const newline = text.indexOf('\n', end);
      end = newline < 0 ? text.length : newline + 1;
    }
    if (count >= fewestLines) regions.push({ start, end });
  }
  return regions;
}

const fewestLines = 2;
/** Lines that only may be code, after which it is none any more. */
const mostOthers = 60;
const longestPrefix = 120;
/** An exception, a trace or a line with a time is printed, and not written, wherever it stands. */
const continuesCode = /^(?![ \t]{0,40}(?:[\w.]{1,60}(?:Error|Exception): |Error code: \d|\d{3} [{A-Z]|\{\s?"type"|Traceback |at \S{1,80} \(|HTTP\/\d|\[?\d{4}-\d\d-\d\d))(?:[ \t]|\r?\n|[})\]`*/#@]|end\b|"""|$)/;

/** Python shows a line of code below the place it is from. */
function isInTrace(text: string, index: number): boolean {
  const above = text.lastIndexOf('\n', index - 2) + 1;
  return index > 0 && /^[ \t]{0,8}File "/.test(text.slice(above, Math.min(index, above + longestPrefix)));
}
