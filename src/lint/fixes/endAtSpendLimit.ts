import { type CallRef, absolute } from '../program/fileView';
import type { QuickFix } from '../quickFix';
import { endAtSpendLimitHelpers } from './endAtSpendLimitHelpers';
import type { Fix, FixRequest } from './fix';
import { insertHelper } from './helperEdits';
import { classOf, eventHookOption, httpClients, middlewareOption } from './hookOption';
import { retriesKeyword, retriesOption, setSdkRetries } from './setSdkRetries';
import { takesHooks } from './takesHooks';

/** Sets the SDK's own retries, and lets something look at each answer that ends them where no wait helps. */
export const endAtSpendLimit: Fix = {
  id: 'end-at-spend-limit',
  summary: 'Sets the retries of the SDK to 8, and ends them at a spend cap or a missing entitlement, which the SDK alone repeats: by a middleware in TypeScript and JavaScript, by an event hook of httpx in Python. Safe.',
  rules: ['unretried-call', 'weak-retry'],
  propose,
};

function propose(asked: FixRequest): QuickFix | undefined {
  const { site: { call, ref: { chunk: { file } }, request: { client } }, sites, text, parts, remember } = asked;
  if (client?.chunk.file !== file || !takesHooks(call.library, file)) return undefined;
  const httpx = call.language === 'python' ? httpClients[classOf(client)] : undefined;
  if (call.language === 'python' && !httpx) return undefined;
  const retried = retriesOfClient(client, asked);
  const timing = httpx === 'DefaultHttpxClient' ? 'blocking' : 'async';
  const helper = retried && remember(`${endAtSpendLimit.id} ${timing}`, () => insertHelper(endAtSpendLimitHelpers[call.language][timing], [], { file, language: call.language, sites, text, parts }));
  const hooking = helper && { client, hook: helper.name, text, beside: { option: httpx ? retriesKeyword : retriesOption, edits: retried.edits } };
  const edits = hooking && (httpx ? eventHookOption(hooking) : middlewareOption(hooking));
  return edits && { ...retried, fix: endAtSpendLimit.id, title: `${retried.title}, but not at a spend limit`, preferred: false, edits: [...helper.edits, ...edits] };
}

/** Only where the client itself gets the retries: where it is set for one call, a guard around another has that client. */
function retriesOfClient({ chunk, call }: CallRef, asked: FixRequest): QuickFix | undefined {
  const retried = setSdkRetries.propose?.(asked);
  const { start, end } = absolute(chunk, call.argsSpan);
  return retried?.edits.every(({ span }) => start < span.start && span.end < end) === true ? retried : undefined;
}
