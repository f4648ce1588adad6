import type { LanguageId } from '../call';

/** How a file is written, as far as new lines must follow it. */
export interface Style {
  readonly indent: string;
  readonly quote: "'" | '"';
  readonly semicolons: boolean;
  readonly eol: '\n' | '\r\n';
}

/** Reads a file's style off its text; where it does not tell, the language's usual one. */
export function styleOf(text: string, language: LanguageId): Style {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const python = language === 'python';
  const [single, double] = [count(/'[^'"\r\n]*'/g), count(/"[^'"\r\n]*"/g)];
  const ended = count(/;[ \t]*(?:\/\/.*)?\r?$/gm);
  const open = count(/^[ \t]*(?:import|export|const|let|return|await)\b.*[\w)'"\]}]\r?$/gm);
  return {
    indent: indentOf(text, python ? '    ' : '  '),
    quote: single === double ? (python ? '"' : "'") : single > double ? "'" : '"',
    semicolons: ended >= open,
    eol: count(/\r\n/g) * 2 > count(/\n/g) ? '\r\n' : '\n',
  };
}

/** Writes code of a template (two spaces, semicolons, single quotes in JavaScript and double ones in Python) in a file's style. */
export function inStyle(code: string, style: Style, language: LanguageId): string {
  const indented = code.replace(/^(?: {2})+/gm, (spaces) => style.indent.repeat(spaces.length / 2));
  const quoted = language === 'python' ? indented.replace(/(?<!")"([^"\n]+)"(?!")/g, `${style.quote}$1${style.quote}`) : indented.replaceAll("'", style.quote);
  const ended = style.semicolons || language === 'python' ? quoted : quoted.replace(/;$/gm, '');
  return ended.replaceAll('\n', style.eol);
}

function indentOf(text: string, usual: string): string {
  const counts = new Map<string, number>();
  let last = '';
  for (const [, indent = ''] of text.matchAll(/^([ \t]*)(?![ \t*])\S/gm)) {
    const step = indent.startsWith(last) ? indent.slice(last.length) : '';
    // One space is the alignment of a comment.
    if (step === '\t' || (step.length > 1 && step.length <= 8 && !step.includes('\t'))) counts.set(step, (counts.get(step) ?? 0) + 1);
    last = indent;
  }
  return [...counts].reduce<readonly [string, number]>((best, entry) => (entry[1] > best[1] ? entry : best), [usual, 0])[0];
}
