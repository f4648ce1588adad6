import type { LanguageId } from '../call';

/** The line that a statement starts, before which another one can stand. */
export interface FreeLine {
  readonly start: number;
  readonly indent: string;
}

/** The line of a place, if it starts a statement there; `await` and `yield` may stand in front of the place. */
export function freeLine(place: number, text: string, language: LanguageId): FreeLine | undefined {
  const start = Math.max(text.lastIndexOf('\n', place - 1), text.lastIndexOf('\r', place - 1)) + 1;
  const [, indent] = /^([ \t]*)(?:(?:await|yield)[ \t]+)?$/.exec(text.slice(start, place)) ?? [];
  if (indent === undefined) return undefined;
  const comment = language === 'python' ? /#.*$/ : /\/\/.*$/;
  const above = text.slice(Math.max(0, start - 2000), start).split(/\r?\n/).map((line) => line.replace(comment, '').trim());
  const last = above.findLast((line) => line !== '') ?? '';
  return (language === 'python' ? endsInPython : endsInJavaScript)(last) ? { start, indent } : undefined;
}

/** False for a line that goes on in the next one. */
function endsInPython(line: string): boolean {
  return !/(?:[([{,\\=+\-*/%|&.<>^~]|\b(?:and|or|not|in|is|if|else|lambda))$/.test(line);
}

/** The same; what stands after a line that ends in `if (x)` or `else` goes with it. */
function endsInJavaScript(line: string): boolean {
  if (line === '' || /[;{}]$/.test(line)) return true;
  return /[\w)\]'"`]$/.test(line) && !/^(?:\}\s*)?(?:else|do)$|^(?:\}\s*)?(?:else|if|for|while|with|do)\b.*\)$|^\)/.test(line);
}
