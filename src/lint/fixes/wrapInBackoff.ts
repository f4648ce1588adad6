import type { QuickFix } from '../quickFix';
import { backoffHelpers } from './backoffHelpers';
import type { Fix, FixRequest } from './fix';
import { helperEdits } from './helperEdits';
import { wrapped, wrapping } from './wrapping';

/** Wraps a call in a helper that sends it again, and writes the helper into the file where it is missing. */
export const wrapInBackoff: Fix = {
  id: 'wrap-in-backoff',
  summary: 'Wraps the call in a backoff helper, which is written into the file where it is missing, and leaves the retries to it. Safe where nothing but sending again can change.',
  rules: ['unretried-call', 'ineffective-retry', 'weak-retry'],
  propose,
};

function propose(asked: FixRequest): QuickFix | undefined {
  const { site: { call: { language }, ref }, sites, text, parts, remember } = asked;
  const wrap = wrapping(asked.site, text);
  if (!wrap) return undefined;
  const { timing } = wrap;
  const helper = remember(`${wrapInBackoff.id} ${timing}`, () => helperEdits({ helper: backoffHelpers[language], part: timing, file: ref.chunk.file, language, sites, text, parts }));
  return helper && wrapped(wrap, helper, { fix: wrapInBackoff.id, title: `Wrap in a backoff helper (${helper.name})`, asked });
}
