import type { LanguageId } from '../call';
import type { Finding } from '../finding';
import type { QuickFix } from '../quickFix';
import { unusedSuppression } from '../rules/unusedSuppression';
import { type SourceText, type TextEdit, partAt, positionAt } from '../source';
import type { Suppression } from '../suppression';
import { insertion } from './edits';

export interface Suppressible {
  readonly finding: Finding;
  readonly source: SourceText;
  readonly language: LanguageId;
  /** Those that stand in the document. */
  readonly suppressions: readonly Suppression[];
  /** What a comment that ends before a line, given by its start, is among; undefined where none can stand. */
  readonly placeAt: (lineStart: number) => 'code' | 'element' | undefined;
}

/** Comments that suppress a finding: in its line, where one can stand there, and for the whole file. */
export function suppressFinding(request: Suppressible): readonly QuickFix[] {
  const { finding, source } = request;
  const here = finding.rule === unusedSuppression.id ? undefined : lineEdit(request);
  return [
    ...(here ? [offer('suppress-line', `Suppress ${finding.rule} for this line`, here)] : []),
    offer('suppress-file', `Suppress ${finding.rule} for this ${source.parts ? 'notebook' : 'file'}`, fileEdit(request)),
  ];
}

function offer(fix: string, title: string, edit: TextEdit): QuickFix {
  return { fix, title, safe: true, preferred: false, edits: [edit] };
}

function lineEdit({ finding, source, language, suppressions, placeAt }: Suppressible): TextEdit | undefined {
  const { text, lineStarts } = source;
  const own = positionAt(source, finding.span.start).line;
  // No comment can stand between lines that a backslash joins.
  let first = own;
  while (first > 0 && /\\\r?\n?$/.test(text.slice(lineStarts[first - 1], lineStarts[first]))) first--;
  const part = partAt(source, finding.span.start);
  const known = suppressions.find(({ kind, span, rules }) => {
    const line = positionAt(source, span.end).line;
    return rules.length > 0 && partAt(source, span.start) === part && ((kind === 'next-line' && line === first - 1) || (kind === 'line' && line === own));
  });
  if (known) return extended(known, finding);
  const start = lineStarts[first] ?? 0;
  const line = text.slice(start, lineStarts[first + 1]);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  const place = placeAt(start);
  // Between two lines of an element's text a comment would take the space away that stands for the line break.
  if (place === 'code' || (place === 'element' && /^[{<]/.test(line.slice(indent.length)))) return insertion(start, `${indent}${comment(`next-line ${finding.rule}`, place, language)}${lineBreak(source, first)}`);
  const end = start + line.replace(/[\r\n]+$/, '').length;
  const after = own === first && lineStarts[own + 1] !== undefined ? placeAt(lineStarts[own + 1] ?? 0) : undefined;
  return after && insertion(end, ` ${comment(`line ${finding.rule}`, after, language)}`);
}

function fileEdit({ finding, source, language, suppressions }: Suppressible): TextEdit {
  const known = suppressions.find(({ kind, rules }) => kind === 'file' && rules.length > 0);
  if (known) return extended(known, finding);
  const part = partAt(source, finding.span.start);
  const start = part?.start ?? 0;
  // A cell's magic must stay its first line; here it reads as a line of spaces.
  const kept = part ? /^[ \t]+(?:\r\n|\r|\n)/ : language === 'python' ? /^\uFEFF?(?:#!.*(?:\r\n|\r|\n))?(?:#.*coding[:=].*(?:\r\n|\r|\n))?/ : /^\uFEFF?(?:#!.*(?:\r\n|\r|\n))?/;
  const at = start + (kept.exec(source.text.slice(start, start + 1000))?.[0].length ?? 0);
  return insertion(at, `${comment(finding.rule, 'code', language)}${lineBreak(source, positionAt(source, at).line)}`);
}

function extended({ rulesSpan }: Suppression, { rule }: Finding): TextEdit {
  return insertion(rulesSpan.end, `, ${rule}`);
}

/** The words of a comment to the linter as the language writes one. */
function comment(rest: string, place: 'code' | 'element', language: LanguageId): string {
  const words = `headroom-disable${/^(?:next-)?line /.test(rest) ? '-' : ' '}${rest}`;
  if (language === 'python') return `# ${words}`;
  return place === 'element' ? `{/* ${words} */}` : `// ${words}`;
}

/** The break that ends a line, or the one before it where it is the last. */
function lineBreak({ text, lineStarts }: SourceText, line: number): string {
  const at = lineStarts[line + 1] ?? lineStarts[line] ?? 0;
  return /(?:\r\n|\r|\n)$/.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? '\n';
}
