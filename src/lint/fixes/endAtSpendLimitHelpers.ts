import type { LanguageId } from '../call';
import type { BackoffHelper, HelperPart } from './backoffHelper';

/** What looks at each answer on its way to the SDK, for a client that blocks and for one that answers later. */
export type AnswerHooks = Pick<BackoffHelper, 'blocking' | 'async'>;

// ---------------------------------------------------------------------------------------- JavaScript

const docs = `/** Lets the SDK retry a rate limit, and ends at once where only a person helps: at a spend limit, or where extra usage must be allowed. */`;
const body = (read: string) => String.raw`  const response = await next(request);
  if (response.status !== 429) return response;
  const body = ${read};
  const { message, details } = body?.error ?? {};
  const isFinal = /^(?:enforced|contract)_spend_limit_reached$/.test(String(details?.error_code)) || /^Extra usage is required/.test(String(message));
  if (!isFinal) return response;
  // The SDK obeys this header before all else.
  const headers = new Headers(response.headers);
  headers.set('x-should-retry', 'false');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}`;

const read = 'await response.clone().json().catch(() => undefined)';
const middleware = (signature: string, typedRead = read): HelperPart => ({ name: 'endAtSpendLimit', params: ['request', 'next'], imports: [], code: `${docs}\n${signature}\n${body(typedRead)}` });
const untyped = middleware('async function endAtSpendLimit(request, next) {');
/** A request of any type, so that nothing has to be imported for it. */
const typed = middleware('async function endAtSpendLimit<R>(request: R, next: (request: R) => Promise<Response>): Promise<Response> {', `(${read}) as { error?: { message?: unknown; details?: { error_code?: unknown } | null } } | undefined`);

// -------------------------------------------------------------------------------------------- Python

/** A hook of httpx gets an answer whose body is not read yet, and can change its headers (httpx 0.28.1 `_client.py`). */
const hook = (name: string, start: string, read: string): HelperPart => ({
  name,
  params: ['response'],
  imports: [],
  code: `${start} ${name}(response):
  """Lets the SDK retry a rate limit, and ends at once where only a person helps: at a spend limit, or where extra usage must be allowed."""
  if response.status_code != 429:
    return
  ${read}
  try:
    error = response.json()["error"]
    code = (error.get("details") or {}).get("error_code")
    message = str(error.get("message"))
  except Exception:
    return
  if code in ("enforced_spend_limit_reached", "contract_spend_limit_reached") or message.startswith("Extra usage is required"):
    # The SDK obeys this header before all else.
    response.headers["x-should-retry"] = "false"`,
});

const python: AnswerHooks = { blocking: hook('end_at_spend_limit', 'def', 'response.read()'), async: hook('end_at_spend_limit_async', 'async def', 'await response.aread()') };

export const endAtSpendLimitHelpers: Readonly<Record<LanguageId, AnswerHooks>> = {
  typescript: { blocking: typed, async: typed },
  tsx: { blocking: typed, async: typed },
  javascript: { blocking: untyped, async: untyped },
  python,
};
