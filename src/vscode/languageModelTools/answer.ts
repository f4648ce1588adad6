import { LanguageModelTextPart, LanguageModelToolResult } from 'vscode';
import { redact } from '../../diagnose/redact';

/** The answer of a tool: redacted, and cut where it is longer than a model has use for, which it then says. */
export function answer(text: string): LanguageModelToolResult {
  const safe = redact(text);
  const cut = safe.length > longest ? `${safe.slice(0, longest).replace(/\p{Cs}$/u, '')}\n\n(cut here: the whole answer has ${safe.length} characters)` : safe;
  return new LanguageModelToolResult([new LanguageModelTextPart(cut)]);
}

/** Characters. */
const longest = 20_000;
