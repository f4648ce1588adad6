import type { ErrorGroup, Evidence } from './evidence';
import { count } from './facts';

/** One kind of error of a text. */
export interface GroupFact {
  /** "3 × HTTP 429". */
  readonly text: string;
  /** Its type, code and message, as others wrote them. */
  readonly quotes: readonly string[];
}

/** All kinds of errors of a text with how often they come, the newest first; none where there is only one error. */
export function groupFacts({ groups, occurrences }: Pick<Evidence, 'groups' | 'occurrences'>): readonly GroupFact[] {
  return occurrences < 2 ? [] : groups.map(groupFact);
}

function groupFact({ count: times, status, errorType, errorCode, message }: ErrorGroup): GroupFact {
  const quotes = [errorType, errorCode, message].filter((value): value is string => value !== undefined && value !== '');
  const what = status === undefined ? (quotes.length === 0 ? ' an error without details' : '') : ` HTTP ${status}`;
  return { text: `${count(times)} ×${what}`, quotes };
}
