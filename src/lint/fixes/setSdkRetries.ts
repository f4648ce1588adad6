import type { ClaudeCall } from '../call';
import { mayBeGuarded } from '../policy/effectivePolicy';
import type { QuickFix } from '../quickFix';
import { type CallRef, absolute } from '../program/fileView';
import type { Location, Span, TextEdit } from '../source';
import { gapBefore, insertion } from './edits';
import type { Fix, FixRequest } from './fix';
import { requestRetries } from './requestRetries';

/** With `retry-after` honoured, about half a minute of own backoff for the times it is missing: 0.5 + 1 + 2 + 4 + 4 × 8 s. */
const retries = 8;

/** The option of a client in JavaScript. */
export const retriesOption = `maxRetries: ${retries}`;

/** The same in Python. */
export const retriesKeyword = `max_retries=${retries}`;

/** Sets the SDK's own retries where the client is made, or changes the number that stands there. */
export const setSdkRetries: Fix = {
  id: 'set-sdk-retries',
  summary: 'Sets the retries of the SDK to 8, at the client, or at the call where the client has others that a guard repeats. Safe. A spend cap is repeated as well: no SDK tells it from a limit that refills.',
  rules: ['unretried-call', 'weak-retry'],
  propose,
};

function propose(asked: FixRequest): QuickFix | undefined {
  const { site, text, textOf } = asked;
  const { call, request } = site;
  // Within a guard they would multiply.
  if (call.via !== 'sdk' || call.policy.state === 'ineffective' || mayBeGuarded(call.policy)) return undefined;
  const option = call.language === 'python' ? 'max_retries' : 'maxRetries';
  const layer = call.policy.layers.find(({ kind }) => kind === 'sdk');
  const title = `Let the SDK retry ${retries} times (${option})`;
  if (sharesWithGuard(asked)) {
    const edits = site.handed === true ? undefined : requestRetries(site, retries, text);
    return edits && { fix: setSdkRetries.id, title: `${title}, for this call`, safe: true, preferred: true, edits };
  }
  const edit = layer?.at && !layer.implicit ? replaceNumber(layer.at, textOf) : request.client && insertOption(request.client, call, textOf);
  return edit && { fix: setSdkRetries.id, title, safe: true, preferred: true, edits: [edit] };
}

/** True where another call of the same client has a guard of its own, which retries of the client would multiply. */
function sharesWithGuard({ site: { request: { client } }, sites, remember }: FixRequest): boolean {
  const guarded = remember(`${setSdkRetries.id} guarded clients`, () => new Set(sites.flatMap(({ call: { policy }, request }) => (request.client && mayBeGuarded(policy) ? [request.client.call] : []))));
  return client !== undefined && guarded.has(client.call);
}

type TextOf = FixRequest['textOf'];

function replaceNumber(span: Location, textOf: TextOf): TextEdit | undefined {
  return /^\d+$/.test(textOf(span)?.slice(span.start, span.end) ?? '') ? { span, text: String(retries) } : undefined;
}

function insertOption({ chunk, call }: CallRef, { language }: ClaudeCall, textOf: TextOf): TextEdit | undefined {
  const args = absolute(chunk, call.argsSpan);
  const text = textOf(args);
  if (text === undefined || args.start === args.end) return undefined;
  const edit = language === 'python' ? insertKeyword({ chunk, call }, args, text) : insertEntry({ chunk, call }, args, text);
  return edit && { ...edit, span: { ...args, ...edit.span } };
}

function insertEntry({ chunk, call }: CallRef, args: Span, text: string): TextEdit | undefined {
  const [options] = call.args;
  if (!options) return text.slice(args.start + 1, args.end - 1).trim() === '' ? insertion(args.start + 1, `{ ${retriesOption} }`) : undefined;
  if (options.value.kind !== 'object') return undefined;
  const [first] = options.value.entries;
  const start = absolute(chunk, options.value.span).start + 1;
  if (!first) return options.value.spreads.length > 0 ? undefined : insertion(start, ` ${retriesOption} `);
  const at = absolute(chunk, first.span).start;
  return insertion(at, `${retriesOption},${gapBefore(at, text)}`);
}

function insertKeyword({ chunk, call }: CallRef, args: Span, text: string): TextEdit | undefined {
  const last = call.args.at(-1);
  if (!last) return text.slice(args.start + 1, args.end - 1).trim() === '' ? insertion(args.start + 1, retriesKeyword) : undefined;
  const { start, end } = absolute(chunk, last.span);
  return insertion(end, `,${gapBefore(start, text)}${retriesKeyword}`);
}
