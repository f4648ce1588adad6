import { redact } from '../diagnose/redact';
import type { Finding } from '../lint/finding';
import { type SourceText, positionAt } from '../lint/source';

const longest = 200;

/** The line of a finding as it can be written into a file of its own, to know it again where lines have moved: spaces do not count, and keys are taken out. */
export function lineText(source: SourceText, { span }: Finding): string {
  const { line } = positionAt(source, span.start);
  const text = source.text.slice(source.lineStarts[line], source.lineStarts[line + 1]);
  const short = redact(text).trim().replace(/\s+/g, ' ').slice(0, longest);
  // Half of a character could not be written.
  return short.replace(/[\uD800-\uDBFF]$/, '');
}
