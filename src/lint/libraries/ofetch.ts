import type { Layer, Repairs } from '../policy/layer';
import { enough, isShort } from '../policy/refill';
import type { Value } from '../program/value';
import { type HttpClient, clientOf } from './clientChain';
import { type Holder, isLiteral, lists, methodsOf, setting, settings, spanOfSetting, textsOf } from './clientOptions';
import { httpRequest, httpWords, joinUrls } from './httpRequest';
import type { LibraryModel, Tools } from './model';
import { numberOption } from './options';
import { repairsOf } from './repairsOf';
import { flatSettings, isClaudeBase, withCode, withItems, withNumber } from './retrySettings';
import { secondsIn, statusRetryLayer } from './statusRetry';
import { isAtLeast } from './versions';

/** ofetch 1.5.1: an error status raises a FetchError; it re-sends a POST only when `retry` says how often. Nuxt has it as the global `$fetch`. */
export const ofetch: LibraryModel = {
  name: 'ofetch',
  languages: ['typescript', 'tsx', 'javascript'],
  words: httpWords,
  callNames: ['ofetch', '$fetch', 'raw', 'native'],
  request: (ref, callee, tools) => {
    const client = clientFrom(callee);
    const form = client?.path.join('.');
    if (!client || form === undefined || !['', 'raw', 'native'].includes(form)) return undefined;
    // `native` is fetch as it is.
    const holders: readonly Holder[] = [{ ref, index: 1 }, ...client.made.map((made) => ({ ref: made, index: 0 }))].slice(0, form === 'native' ? 1 : undefined);
    const method = setting(holders, 'method', tools);
    return httpRequest(
      {
        library: 'ofetch',
        urls: joinUrls(textsOf(setting(holders, 'baseURL', tools), tools), textsOf(tools.argument(ref, 0), tools)),
        methods: methodsOf(method, tools),
        headers: settings(holders, 'headers', tools),
        body: setting(holders, 'body', tools),
        layers: form === 'native' ? [] : layers(holders, tools),
        throws: form !== 'native' && !ignoresStatus(holders, tools),
        errors: 'ofetch',
        client: client.made[0],
        clientUnknown: client.typed,
      },
      tools,
    );
  },
};

function clientFrom(callee: Value): HttpClient | undefined {
  const kind = { exports: ['ofetch', '$fetch', '$'], makers: ['create'], types: ['$Fetch'] };
  const found = clientOf(callee, { ...kind, module: 'ofetch' }) ?? clientOf(callee, { ...kind, module: 'ohmyfetch' });
  if (found) return found;
  const [first] = rootOf(callee);
  return first === '$fetch' ? clientOf(callee, { ...kind, module: '' }) : undefined;
}

function rootOf(value: Value): readonly string[] {
  if (value.kind === 'result') return rootOf(value.callee);
  return value.kind === 'global' ? value.path : [];
}

/** `src/fetch.ts`; a broken connection counts as a 500. */
const standard = [408, 409, 425, 429, 500, 502, 503, 504];

/** Without `retry` a POST is sent once. */
function layers(holders: readonly Holder[], tools: Tools): readonly Layer[] {
  const retry = setting(holders, 'retry', tools);
  if (retry === undefined) return [];
  const retries = isLiteral(retry, false, tools) === true ? 0 : numberOption(retry, tools);
  if (retries === undefined) return [];
  const codes = setting(holders, 'retryStatusCodes', tools);
  const ignores = ignoresStatus(holders, tools);
  const delay = secondsIn(numberOption(setting(holders, 'retryDelay', tools), tools), 0);
  const layer = statusRetryLayer({
    name: 'ofetch',
    retries,
    asks: ({ status }) => (status !== undefined && ignores ? false : lists(codes, status ?? 500, standard, tools)),
    retryAfter: setting(holders, 'retryDelay', tools) !== undefined && delay === undefined ? 'unknown' : 'ignored',
    waitBefore: () => delay,
    whyNot: ignores ? '`ignoreResponseError` is on, so it sees no error' : '429 is not in its `retryStatusCodes`',
    at: spanOfSetting(holders, 'retry', tools),
  });
  return ignores ? [layer] : [{ ...layer, ...repairs(layer, holders, tools) }];
}

/** A wait that is a function came with 1.4.0; before, it is a number of milliseconds. */
function repairs(layer: Layer, holders: readonly Holder[], tools: Tools): { readonly repairs?: Repairs } {
  const settings = flatSettings(holders, 'retry', tools);
  const [request] = holders;
  const missing = [429, 529].filter((status) => lists(settings.of('retryStatusCodes'), status, standard, tools) === false);
  const client = { own: isClaudeBase(textsOf(setting(holders, 'baseURL', tools), tools)) };
  const safe = settings.isPrivate(['retryStatusCodes'], client);
  const reads = request !== undefined && isAtLeast(tools.versionOf(request.ref, 'ofetch'), '1.4.0') === true;
  const statuses = ['retryStatusCodes', withItems(settings, 'retryStatusCodes', missing, standard, tools)] as const;
  const waits = ['retryDelay', withCode(settings, 'retryDelay', reads ? "({ response }) => (Number(response?.headers.get('retry-after')) || 8) * 1000" : '8000')] as const;
  const lasting = [['retry', withNumber(settings, 'retry', enough)] as const, waits];
  return repairsOf({
    ...(layer.covers429 === false && { acts: { writes: [statuses, ...(isShort(layer.maxWaitSeconds) ? lasting : [])], safe: settings.isPrivate(['retryStatusCodes', 'retry', 'retryDelay'], client) } }),
    ...(layer.covers429 === true && {
      ...(layer.covers529 === false && { overloaded: { writes: [statuses], safe } }),
      attempts: { writes: lasting, safe: settings.isPrivate(['retry', 'retryDelay'], client) },
      ...(reads && { retryAfter: { writes: [waits], safe: settings.isPrivate(['retryDelay'], client) } }),
    }),
  });
}


function ignoresStatus(holders: readonly Holder[], tools: Tools): boolean {
  return isLiteral(setting(holders, 'ignoreResponseError', tools), true, tools) === true;
}
