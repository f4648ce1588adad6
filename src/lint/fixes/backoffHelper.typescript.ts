import type { BackoffHelper, HelperPart } from './backoffHelper';

/** The statuses that pass: 409 and 5xx as the errors page of the Claude API has them. The spend caps stand until somebody raises them. */
const shared: HelperPart = {
  name: 'backoffMs',
  params: ['result', 'attempt'],
  imports: [],
  code: String.raw`/** How long to wait before sending again, in ms; undefined where that is of no use. */
async function backoffMs(result: unknown, attempt: number): Promise<number | undefined> {
  type Body = { error?: { message?: unknown; details?: { error_code?: string } | null } } | null;
  type Answer = {
    status?: number;
    headers?: { get?: (name: string) => unknown; [name: string]: unknown };
    error?: Body;
    data?: Body;
    clone?: () => { json: () => Promise<Body> };
  };
  const outcome = result as (Answer & { response?: Answer; code?: unknown; cause?: { code?: unknown } }) | null | undefined;
  const answer = outcome?.response ?? outcome;
  const status = answer?.status;
  if (status === undefined) {
    const codes = /^(?:ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|ERR_NETWORK|UND_ERR_(?!ABORTED))/;
    const texts = /connection error|network ?error|fetch failed|failed to fetch|load failed|timed out|hang up|terminated/i;
    const lost = result instanceof Error && (codes.test(String(outcome?.code ?? outcome?.cause?.code)) || texts.test(result.message));
    if (!lost) return undefined;
  } else if (![408, 409, 429, 500, 502, 503, 504, 529].includes(status)) {
    return undefined;
  }
  const header = (name: string) => answer?.headers?.get?.(name) ?? answer?.headers?.[name];
  const told = Number(header('retry-after-ms')) || Number(header('retry-after')) * 1000 || Date.parse(String(header('retry-after'))) - Date.now();
  const read = async () => answer?.clone?.().json();
  const body = outcome?.error ?? answer?.data ?? (await read().catch(() => undefined));
  const { message, details } = body?.error ?? {};
  // Only a person can raise a spend limit or allow extra usage.
  if (/^(?:enforced|contract)_spend_limit_reached$/.test(String(details?.error_code))) return undefined;
  if (/^Extra usage is required/.test(String(message))) return undefined;
  if (told > 120_000 || header('x-should-retry') === 'false') return undefined;
  return told > 0 ? told + Math.random() * 500 : Math.random() * Math.min(60_000, 1000 * 2 ** (attempt - 1));
}`,
};

const wrapper: HelperPart = {
  name: 'withBackoff',
  params: ['send', 'signal'],
  imports: [],
  code: String.raw`/**
 * Sends a Claude request again after a rate limit, an overload or a broken connection, at most 8 times in all.
 * Waits as long as the service says, else a random part of 1, 2, 4 ... 60 s. Gives up with the last answer or error.
 */
async function withBackoff<T>(send: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    let result: unknown;
    let failed = false;
    try {
      result = await send();
    } catch (error) {
      result = error;
      failed = true;
    }
    const wait = attempt < 8 ? await backoffMs(result, attempt) : undefined;
    if (wait === undefined && failed) throw result;
    if (wait === undefined) return result as T;
    signal?.throwIfAborted();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(finish, wait);
      signal?.addEventListener('abort', finish);
      function finish(): void {
        clearTimeout(timer);
        signal?.removeEventListener('abort', finish);
        resolve();
      }
    });
  }
}`,
};

/** Passes `tsc --strict`; every call in TypeScript answers later. */
export const typescriptBackoff: BackoffHelper = { blocking: wrapper, async: wrapper, shared };
