import type { Cause } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';

/** Errors that are no limit at all, as platform.claude.com/docs/en/api/errors lists them. */
const kinds: readonly { readonly status: number; readonly type: string; readonly what: string; readonly transient: boolean }[] = [
  { status: 400, type: 'invalid_request_error', what: 'the request itself is not valid', transient: false },
  { status: 400, type: 'ValidationException', what: 'Amazon Bedrock does not take the request as it is', transient: false },
  { status: 402, type: '', what: 'an account has no credit', transient: false },
  { status: 403, type: 'AccessDeniedException', what: 'the account may not use this model of Amazon Bedrock', transient: false },
  { status: 403, type: 'permission_error', what: 'the key lacks a permission', transient: false },
  { status: 404, type: 'not_found_error', what: 'the model or address does not exist', transient: false },
  { status: 405, type: '', what: 'the address does not take this method', transient: false },
  { status: 408, type: '', what: 'the request took too long to arrive', transient: true },
  { status: 409, type: 'conflict_error', what: 'another change got in between', transient: true },
  { status: 413, type: 'request_too_large', what: 'the request has too many bytes', transient: false },
  { status: 422, type: '', what: 'the request cannot be processed as it is', transient: false },
  { status: 500, type: 'api_error', what: 'something failed inside the API', transient: true },
  { status: 502, type: '', what: 'a gateway got no answer', transient: true },
  { status: 503, type: '', what: 'the service is not available', transient: true },
  { status: 503, type: 'ServiceUnavailableException', what: 'Amazon Bedrock is not available for a moment', transient: true },
  { status: 504, type: 'ModelTimeoutException', what: 'the model of Amazon Bedrock took too long', transient: true },
  { status: 504, type: 'timeout_error', what: 'the request took too long', transient: true },
];

export const notARateLimit: Cause = {
  id: 'not-a-rate-limit',
  kind: 'limit',
  title: 'Not a rate limit',
  match: (evidence) => {
    if (evidence.noAnswer) return { confidence: evidence.provider === 'anthropic' ? 'high' : 'medium', evidence: [{ text: `No answer came: ${reasons[evidence.noAnswer]}. A refusal by a limit is an answer` }] };
    const kind = kindOf(evidence);
    const { message, errorType, midStream, provider, status } = evidence;
    // Spend limits and missing credit come as a 400 too, and only their message tells: they have causes of their own.
    // A status alone can be that of any service.
    // Gateways give a 429 of Claude a type of their own.
    if (!kind || midStream || status === 401 || status === 429 || status === 529 || (errorType === undefined && provider === undefined && !isNoLimit(message)) || /credit balance|usage limits|long context|\bhit your [\w-]{1,12} limit/i.test(message ?? '')) return undefined;
    return { confidence: errorType === kind.type && provider !== undefined ? 'high' : 'medium', evidence: [{ text: `The answer is ${errorType === kind.type || kind.type === '' ? '' : `HTTP ${kind.status}, `}an error that means: ${kind.what}`, ...((message ?? errorType) !== undefined && { quote: message ?? errorType }) }] };
  },
  waiting: (evidence) =>
    isTransient(evidence) ? { helps: 'maybe', text: 'Often: the error can pass by itself. Retry with backoff, a few times.' } : { helps: 'no', text: 'No retry of the same request succeeds.' },
  advice: (evidence) => [
    isTransient(evidence) ? 'The SDKs retry this by themselves; see that nothing switches it off. If it stays, give the request id to support.' : 'Change the request as the message says. No limit has to be raised and nothing has to wait.',
  ],
  retry: (evidence) => (isTransient(evidence) ? 'overload' : 'useless'),
  sources: [docs.errors],
};

const reasons = { timeout: 'the request took too long', connection: 'the connection failed' } as const;

function isTransient(evidence: Evidence): boolean {
  return evidence.noAnswer !== undefined || kindOf(evidence)?.transient === true;
}

function kindOf({ status, errorType, message }: Evidence): (typeof kinds)[number] | undefined {
  if (isWithoutAccess(message)) return noAccess;
  if ((status ?? 400) === 400 && errorType === undefined && isRefusedRequest(message)) return kinds[0];
  return kinds.find(({ type }) => type !== '' && type === errorType) ?? (errorType === undefined ? kinds.find((kind) => kind.status === status) : undefined);
}

/** Sentences of the API and of Amazon Bedrock about a request that no retry makes valid, such as one larger than the model's context window. */
function isRefusedRequest(message: string | undefined): boolean {
  return /^(?:prompt is too long|input length and `*max_tokens`* exceed context limit|Input is too long for requested model|max_tokens: \d{1,9} > \d|prompt token count of \d{1,9} exceeds|Malformed input request: #|The maximum tokens you requested exceeds? the model limit|`tool_use` ids were found without|[\w.]{2,60}: Extra inputs are not permitted)/.test(message ?? '');
}

const noAccess = { status: 404, type: '', what: 'the project may not use this model of Vertex AI, or it does not exist there', transient: false } as const;

/** Sentences of Vertex AI about a model that the project has not enabled, or that its region does not have. */
function isWithoutAccess(message: string | undefined): boolean {
  return /^(?:Project \S{1,60} is not allowed to use )?Publisher model .{0,300}(?:publishers\/anthropic|not servable)/i.test(message ?? '');
}

/** Whether the sentence alone tells that no limit is concerned. */
function isNoLimit(message: string | undefined): boolean {
  return isRefusedRequest(message) || isWithoutAccess(message);
}
