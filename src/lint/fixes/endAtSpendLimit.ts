import { isAtLeast } from '../libraries/versions';
import { type CallRef, absolute } from '../program/fileView';
import type { QuickFix } from '../quickFix';
import type { TextEdit } from '../source';
import type { HelperPart } from './backoffHelper';
import { gapBefore, insertion } from './edits';
import type { Fix, FixRequest } from './fix';
import { insertHelper } from './helperEdits';
import { retriesOption, setSdkRetries } from './setSdkRetries';

/** Sets the SDK's own retries, and gives the client a middleware that ends them where no wait helps. */
export const endAtSpendLimit: Fix = {
  id: 'end-at-spend-limit',
  summary: 'Sets the retries of the SDK to 8, with a middleware that ends them at a spend cap or a missing entitlement, which the SDK alone repeats. For the TypeScript SDK. Safe.',
  rules: ['unretried-call', 'weak-retry'],
  propose,
};

/** 0.100.0 has no middleware, 0.103.0 has (`client.d.ts`). */
const since = '0.103.0';

const docs = `/** Lets the SDK retry a rate limit, and ends at once where only a person helps: at a spend limit, or where extra usage must be allowed. */`;
const body = String.raw`  const response = await next(request);
  if (response.status !== 429) return response;
  const body = await response.clone().json().catch(() => undefined);
  const { message, details } = body?.error ?? {};
  const isFinal = /^(?:enforced|contract)_spend_limit_reached$/.test(details?.error_code) || /^Extra usage is required/.test(message);
  if (!isFinal) return response;
  // The SDK obeys this header before all else.
  const headers = new Headers(response.headers);
  headers.set('x-should-retry', 'false');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}`;

const name = 'endAtSpendLimit';
const part = (signature: string): HelperPart => ({ name, params: ['request', 'next'], imports: [], code: `${docs}\n${signature}\n${body}` });
const javascript = part(`async function ${name}(request, next) {`);
/** A request of any type, so that nothing has to be imported for it. */
const typescript = part(`async function ${name}<R>(request: R, next: (request: R) => Promise<Response>): Promise<Response> {`);

function propose(asked: FixRequest): QuickFix | undefined {
  const { site: { call, ref, request }, sites, text, parts, remember } = asked;
  const { client } = request;
  const { file } = ref.chunk;
  if (call.library !== '@anthropic-ai/sdk' || client?.chunk.file !== file || isAtLeast(file.program?.versionOf(file, call.library), since) === false) return undefined;
  const retried = setSdkRetries.propose?.(asked);
  const helper = retried && remember(endAtSpendLimit.id, () => insertHelper(call.language === 'javascript' ? javascript : typescript, [], { file, language: call.language, sites, text, parts }));
  const edits = helper && withMiddleware(client, retried.edits, helper.name, text);
  return edits && { ...retried, fix: endAtSpendLimit.id, title: `${retried.title}, but not at a spend limit (middleware)`, preferred: false, edits: [...helper.edits, ...edits] };
}

/** The edits that set the retries, with one more option of the client; undefined where its options are not written there, or have a middleware. */
function withMiddleware({ chunk, call }: CallRef, retried: readonly TextEdit[], middleware: string, text: string): readonly TextEdit[] | undefined {
  const option = `middleware: [${middleware}]`;
  const { start, end } = absolute(chunk, call.argsSpan);
  const [options] = call.args;
  if (!options) return text.slice(start + 1, end - 1).trim() === '' ? [insertion(start + 1, `{ ${retriesOption}, ${option} }`)] : undefined;
  if (options.value.kind !== 'object' || options.value.spreads.length > 0) return undefined;
  const { entries } = options.value;
  const last = entries.at(-1);
  if (!last || entries.some(({ key }) => key === 'middleware')) return undefined;
  const at = absolute(chunk, last.span);
  return [...retried, insertion(at.end, `,${gapBefore(at.start, text)}${option}`)];
}
