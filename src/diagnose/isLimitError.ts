import { diagnose } from './diagnose';
import type { Evidence } from './evidence';

/**
 * Whether evidence that nobody pointed at holds an error that a limit or an overload of Claude's API explains. Output of any program
 * has numbers and words that resemble one: without a sign of Claude's service only a sure cause counts.
 */
export function isLimitError(evidence: Evidence): boolean {
  const { occurrences, provider } = evidence;
  if (occurrences === 0 || provider === 'other') return false;
  const { top, causes: [first] } = diagnose(evidence, []);
  if (noLimit.includes(top)) return false;
  return provider !== undefined || first?.confidence === 'high';
}

const noLimit: readonly string[] = ['cannot-tell', 'not-a-rate-limit', 'authentication'];
