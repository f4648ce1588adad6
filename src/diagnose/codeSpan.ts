import { redact } from './redact';

/**
 * Text that others wrote, as Markdown that shows it and does nothing else: redacted, on one line, shortened, and in a code span,
 * where neither HTML nor links nor any other mark-up takes effect.
 */
export function codeSpan(text: string, longest = 600): string {
  const plain = redact(text).replace(invisible, ' ').replace(/\s+/g, ' ').trim();
  const short = plain.length > longest ? `${plain.slice(0, longest).replace(/\p{Cs}/gu, '')}…` : plain;
  if (short === '') return '(empty)';
  const fence = '`'.repeat(longestRun(short) + 1);
  const pad = short.startsWith('`') || short.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${short}${pad}${fence}`;
}

/** Control characters, halves of characters, and those that hide text or turn its direction. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
