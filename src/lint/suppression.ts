import type { CommentFact } from './facts/facts';
import type { Span } from './source';

/** A comment that keeps findings from being reported: `headroom-disable-next-line unretried-call, weak-retry -- the reason`. */
export interface Suppression {
  /** `unknown` is one whose word is nearly right. */
  readonly kind: 'file' | 'line' | 'next-line' | 'unknown';
  readonly word: string;
  /** The comment with its delimiters, in the document. */
  readonly span: Span;
  /** The rules as written; all rules where there is none. */
  readonly rules: readonly string[];
  /** From the first rule to the last one; where there is none, the place after the word. */
  readonly rulesSpan: Span;
  readonly reason?: string;
}

/** The suppression in a comment that starts at an offset of the document; undefined for a comment that only speaks of one. */
export function readSuppression({ text, span }: CommentFact, offset: number): Suppression | undefined {
  const [, before = '', word = ''] = /^((?:[^]*?[ \t])??(?:\/\/+|\/\*+|#+)[\s*]*)(headroom-disable(?:-[a-z-]*)?)(?![\w-])/.exec(text) ?? [];
  if (word === '') return undefined;
  const from = before.length + word.length;
  const rest = text.slice(from, text.startsWith('/*') && text.endsWith('*/') ? -2 : undefined);
  const dashes = /(?:^|\s)--+(?=\s|$)/.exec(rest);
  const rules = [...rest.slice(0, dashes?.index).matchAll(/[^\s,*]+/g)];
  const reason = dashes && rest.slice(dashes.index + dashes[0].length).trim();
  const place = (match: RegExpExecArray | undefined, side: 'start' | 'end') => span.start + offset + from + (match ? match.index + (side === 'end' ? match[0].length : 0) : 0);
  return {
    kind: kinds[word] ?? 'unknown',
    word,
    // The grammar of Python takes the first half of a Windows line end for a part of the comment.
    span: { start: span.start + offset, end: span.end + offset - (text.endsWith('\r') ? 1 : 0) },
    rules: rules.map(([name]) => name),
    rulesSpan: { start: place(rules[0], 'start'), end: place(rules.at(-1), 'end') },
    ...(reason && { reason }),
  };
}

const kinds: Readonly<Record<string, Suppression['kind']>> = { 'headroom-disable': 'file', 'headroom-disable-line': 'line', 'headroom-disable-next-line': 'next-line' };
