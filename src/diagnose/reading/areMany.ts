import type { Mark } from './mark';

/**
 * Whether marks of which nothing shows that they happened are of several different errors: documents, changes, settings and answers about
 * errors name many.
 */
export function areMany(marks: readonly Mark[]): boolean {
  let before = -Infinity;
  const kinds = new Set<string>();
  for (const mark of marks) {
    if (mark.slot === 'phrase' && mark.index - before <= sameSentence && isRest.test(mark.value)) continue;
    if (mark.slot === 'phrase') before = mark.index;
    const kind = kindOf(mark);
    if (kind !== undefined) kinds.add(kind);
  }
  return kinds.size > 1;
}

/** Characters within which the rest of a sentence follows, which a terminal may have folded. */
const sameSentence = 200;
const isRest = /^(?:exceed|your |the |organization|account|rate limit |\d)/;

/** Types that fit many sentences; `api_error` is also a name of variables. */
const neutral: readonly string[] = ['rate_limit_error', 'invalid_request_error', 'api_error'];

/** What kind of error a mark names; undefined where it fits any. */
function kindOf({ slot, value, spoken }: Mark): string | undefined {
  if (slot === 'weakCode') return value;
  if (slot === 'status') return spoken && value === '529' ? overload : undefined;
  if (slot === 'weakType') return value === 'overloaded_error' ? overload : neutral.includes(value) ? undefined : value;
  if (slot !== 'phrase') return undefined;
  return /^.{0,30}\boverloaded/i.test(value) ? overload : value.replace(/^This request would /, '').slice(0, telling);
}

const overload = 'overload';
/** Characters that tell one sentence from another. */
const telling = 20;
