import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Span } from '../lint/source';

export type JsonRead = { readonly kind: 'read'; readonly root: Node } | { readonly kind: 'broken'; readonly span: Span; readonly message: string };

/** Reads JSON that a person may have written: comments and a last comma may stand in it. Says where it is broken and what is expected there; never throws. */
export function readJson(text: string): JsonRead {
  const errors: ParseError[] = [];
  try {
    const root = parseTree(text, errors, { allowTrailingComma: true });
    // What follows the first one is mostly a consequence of it.
    const [error] = errors;
    if (root && !error) return { kind: 'read', root };
    const { offset, length } = error ?? { offset: 0, length: text.length };
    return broken({ start: offset, end: Math.min(offset + length, text.length) }, syntaxErrors[error ? printParseErrorCode(error.error) : ''] ?? 'it cannot be read');
  } catch {
    // The parser calls itself for each bracket in a bracket.
    return broken({ start: 0, end: 1 }, 'its brackets are nested too deeply');
  }
}

function broken(span: Span, why: string): JsonRead {
  return { kind: 'broken', span, message: `This is no JSON: ${why}.` };
}

const syntaxErrors: Readonly<Record<string, string>> = {
  InvalidSymbol: 'expected a text in double quotes, a number, true, false, null, { or [',
  InvalidNumberFormat: 'this number is not complete',
  PropertyNameExpected: 'expected a name in double quotes',
  ValueExpected: 'expected a value',
  ColonExpected: 'expected a colon',
  CommaExpected: 'expected a comma',
  CloseBraceExpected: 'expected }',
  CloseBracketExpected: 'expected ]',
  EndOfFileExpected: 'expected nothing after the end',
  UnexpectedEndOfComment: 'this comment has no end',
  UnexpectedEndOfString: 'this text has no closing quote',
  UnexpectedEndOfNumber: 'this number is not complete',
  InvalidUnicode: 'expected four hexadecimal digits after \\u',
  InvalidEscapeCharacter: 'there is no such escape; a backslash is written \\\\',
  InvalidCharacter: 'this character cannot stand here',
};
