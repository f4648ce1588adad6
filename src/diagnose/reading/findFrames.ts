import type { Frame } from '../evidence';

/** The places in source files that stack traces of the text name, in the order of the text; packages and the runtime left out. */
export function findFrames(text: string): readonly Frame[] {
  const frames: Frame[] = [];
  for (const match of text.matchAll(ending)) {
    const end = match.index + match[0].length;
    const line = /^(?:["'], line (\d{1,7})|[:(](\d{1,7}))/.exec(text.slice(end, end + 20));
    if (!line) continue;
    const file = pathBefore(text, end);
    if (file === undefined || isForeign(file)) continue;
    frames.push({ file, line: Number(line[1] ?? line[2]) });
    if (frames.length === mostFrames) break;
  }
  return frames;
}

const mostFrames = 50;
const longestPath = 300;
const ending = /\.(?:[cm]?[jt]sx?|pyw?|go|java|kt|cs|rb|php|rs)(?=["':(])/g;

/** Walks back from the ending to where the path begins. A path with a blank is only told apart inside quotes. */
function pathBefore(text: string, end: number): string | undefined {
  let start = end;
  const quoted = text[end] === '"' || text[end] === "'";
  const stops = quoted ? /["'\n]/ : /["'\s()[\]<>]/;
  while (start > 0 && end - start < longestPath && !stops.test(text[start - 1] ?? '')) start--;
  const path = text.slice(start, end).replace(/^file:\/\//, '').replace(/\\/g, '/');
  return path.length > 3 ? path : undefined;
}

function isForeign(file: string): boolean {
  return /(?:^|\/)(?:node_modules|site-packages|dist-packages)\//.test(file) || /^node:|\/lib\/python\d/.test(file) || /^[a-z]+:\/\//.test(file);
}
