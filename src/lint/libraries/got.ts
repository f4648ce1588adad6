import type { Layer } from '../policy/layer';
import { clientOf } from './clientChain';
import { hookLayers } from './clientHooks';
import { type Holder, type Setting, isLiteral, lists, methodsOf, nested, setting, settings, spanOfSetting, textsOf } from './clientOptions';
import { everyOf } from '../program/threeValued';
import { httpRequest, httpWords, joinUrls } from './httpRequest';
import type { LibraryModel, Tools } from './model';
import { numberOption } from './options';
import { retryObjectRepairs } from './retryObject';
import { isClaudeBase } from './retrySettings';
import { heeded, secondsIn, statusRetryLayer } from './statusRetry';

/** got 14.6.6 and 16.1.0: an error status raises an HTTPError; its retries leave POST alone unless `retry.methods` names it. */
export const got: LibraryModel = {
  name: 'got',
  languages: ['typescript', 'tsx', 'javascript'],
  words: httpWords,
  callNames: ['got', 'post', 'stream'],
  request: (ref, callee, tools) => {
    const client = clientOf(callee, { module: 'got', exports: ['got'], makers: ['extend'], types: ['Got'] });
    const form = client?.path.join('.');
    if (!client || form === undefined || !forms.has(form)) return undefined;
    const first = tools.argument(ref, 0);
    const inOptions = first !== undefined && tools.resolve(first).some(({ kind }) => kind === 'object');
    const holders: readonly Holder[] = [{ ref, index: inOptions ? 0 : 1 }, ...client.made.map((made) => ({ ref: made, index: 0 }))];
    const method = setting(holders, 'method', tools);
    const address = inOptions ? setting(holders, 'url', tools) : first;
    return httpRequest(
      {
        library: 'got',
        urls: joinUrls(textsOf(setting(holders, 'prefixUrl', tools), tools), textsOf(address, tools)),
        address,
        methods: form.endsWith('post') ? ['POST'] : methodsOf(method, tools),
        headers: settings(holders, 'headers', tools),
        body: setting(holders, 'json', tools) ?? setting(holders, 'body', tools),
        layers: [...layers(holders, { own: isClaudeBase(textsOf(setting(holders, 'prefixUrl', tools), tools)) }, tools), ...hookLayers('got', holders, tools)],
        throws: isLiteral(setting(holders, 'throwHttpErrors', tools), false, tools) !== true,
        errors: 'got',
        client: client.made[0],
        clientUnknown: client.typed,
      },
      tools,
    );
  },
};

const forms = new Set(['', 'post', 'stream', 'stream.post']);

/** `source/core/options.ts`. */
const standard = { limit: 2, methods: ['GET', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE'], statusCodes: [408, 413, 429, 500, 502, 503, 504, 521, 522, 524], noise: 100 };

/** Nothing that was asked for is no layer: what got does by default leaves POST alone. */
function layers(holders: readonly Holder[], { own }: { readonly own: boolean }, tools: Tools): readonly Layer[] {
  const retry = setting(holders, 'retry', tools);
  if (retry === undefined) return [];
  const of = (key: string) => nested(holders, 'retry', key, tools);
  const post = lists(of('methods'), 'POST', standard.methods, tools);
  // Before got 16 the function has the last word on every error, since then on those that the lists let through.
  const decides = of('calculateDelay') !== undefined;
  const asks = (listed: boolean | undefined) => {
    const both = everyOf([post, listed]);
    return decides && both !== true ? undefined : both;
  };
  const codes = of('statusCodes');
  const limit = numberOption(limitOf(retry, of('limit'), tools), tools) ?? standard.limit;
  const [cap, noise] = [secondsIn(numberOption(of('backoffLimit'), tools), Infinity), secondsIn(numberOption(of('noise'), tools), standard.noise)];
  const longest = secondsIn(numberOption(of('maxRetryAfter') ?? nested(holders, 'timeout', 'request', tools), tools), Infinity);
  const layer = statusRetryLayer({
    name: 'got',
    retries: decides && limit !== 0 ? 'unknown' : limit,
    asks: ({ status }) => asks(status === undefined ? of('errorCodes') === undefined ? true : undefined : lists(codes, status, standard.statusCodes, tools)),
    // `source/core/calculate-retry-delay.ts`: a retry-after beyond `maxRetryAfter` or the timeout of the request ends the retries.
    retryAfter: decides ? 'unknown' : heeded(longest),
    waitsHoweverLong: !decides && longest === Infinity && setting(holders, 'signal', tools) === undefined,
    waitBefore: (number) => (decides || cap === undefined || noise === undefined ? undefined : Math.min(2 ** (number - 1), cap) + noise),
    whyNot: post === false ? 'got leaves POST alone unless `retry.methods` names it' : '429 is not in its `retry.statusCodes`',
    at: spanOfSetting(holders, 'retry', tools),
  });
  return [{ ...layer, ...retryObjectRepairs({ holders, standard, post: 'POST', allowsPost: post, lists: (status) => lists(codes, status, standard.statusCodes, tools), layer, own }, retry, tools) }];
}

/** Up to got 11 `retry: 3` is short for its limit. */
function limitOf(retry: Setting, limit: Setting, tools: Tools): Setting {
  return retry && retry !== 'unknown' && tools.number(retry) !== undefined ? retry : limit;
}
