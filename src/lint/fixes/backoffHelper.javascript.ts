import type { BackoffHelper, HelperPart } from './backoffHelper';

const shared: HelperPart = {
  name: 'backoffMs',
  params: ['result', 'attempt'],
  imports: [],
  code: String.raw`/** How long to wait before sending again, in ms; undefined where that is of no use. */
async function backoffMs(result, attempt) {
  const answer = result?.response ?? result;
  const status = answer?.status;
  if (status === undefined) {
    const codes = /^(?:ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|ERR_NETWORK|UND_ERR_(?!ABORTED))/;
    const texts = /connection error|network ?error|fetch failed|failed to fetch|load failed|timed out|hang up|terminated/i;
    const lost = result instanceof Error && (codes.test(String(result.code ?? result.cause?.code)) || texts.test(result.message));
    if (!lost) return undefined;
  } else if (![408, 409, 429, 500, 502, 503, 504, 529].includes(status)) {
    return undefined;
  }
  const header = (name) => answer.headers?.get?.(name) ?? answer.headers?.[name];
  const told = Number(header('retry-after-ms')) || Number(header('retry-after')) * 1000 || Date.parse(header('retry-after')) - Date.now();
  const read = async () => answer.clone?.().json();
  const body = result.error ?? answer.data ?? (await read().catch(() => undefined));
  const { message, details } = body?.error ?? {};
  // Only a person can raise a spend limit or allow extra usage.
  if (/^(?:enforced|contract)_spend_limit_reached$/.test(details?.error_code)) return undefined;
  if (/^Extra usage is required/.test(message)) return undefined;
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
 * @template T
 * @param {() => Promise<T>} send
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
async function withBackoff(send, signal) {
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    let result;
    let failed = false;
    try {
      result = await send();
    } catch (error) {
      result = error;
      failed = true;
    }
    const wait = attempt < 8 ? await backoffMs(result, attempt) : undefined;
    if (wait === undefined && failed) throw result;
    if (wait === undefined) return result;
    signal?.throwIfAborted();
    await new Promise((resolve) => {
      const timer = setTimeout(finish, wait);
      signal?.addEventListener('abort', finish);
      function finish() {
        clearTimeout(timer);
        signal?.removeEventListener('abort', finish);
        resolve();
      }
    });
  }
}`,
};

/** The same as in TypeScript, without types. */
export const javascriptBackoff: BackoffHelper = { blocking: wrapper, async: wrapper, shared };
