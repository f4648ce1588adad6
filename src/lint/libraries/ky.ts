import type { Layer } from '../policy/layer';
import { everyOf } from '../program/threeValued';
import { clientOf } from './clientChain';
import { hookLayers } from './clientHooks';
import { type Holder, type Setting, isLiteral, lists, methodsOf, nested, setting, settings, spanOfSetting, textsOf } from './clientOptions';
import { predicate, rightAround } from './coverage';
import { httpRequest, httpWords, joinUrls } from './httpRequest';
import type { LibraryModel, Tools } from './model';
import { numberOption } from './options';
import { retryObjectRepairs } from './retryObject';
import { isClaudeBase } from './retrySettings';
import { heeded, secondsIn, statusRetryLayer } from './statusRetry';

/** ky 1.14.3 and 2.1.0: an error status raises an HTTPError; its retries leave POST alone unless `retry.methods` names it. */
export const ky: LibraryModel = {
  name: 'ky',
  languages: ['typescript', 'tsx', 'javascript'],
  words: httpWords,
  callNames: ['ky', 'post'],
  request: (ref, callee, tools) => {
    const client = clientOf(callee, { module: 'ky', exports: ['ky'], makers: ['create', 'extend'], types: ['KyInstance'] });
    const form = client?.path.join('.');
    if (!client || (form !== '' && form !== 'post')) return undefined;
    const holders: readonly Holder[] = [{ ref, index: 1 }, ...client.made.map((made) => ({ ref: made, index: 0 }))];
    const method = setting(holders, 'method', tools);
    // ky 2.0 calls `prefixUrl` `prefix`, and has `baseUrl` beside it.
    const base = ['prefixUrl', 'prefix', 'baseUrl'].flatMap((name) => textsOf(setting(holders, name, tools), tools));
    return httpRequest(
      {
        library: 'ky',
        urls: joinUrls(base, textsOf(tools.argument(ref, 0), tools)),
        address: tools.argument(ref, 0),
        methods: form === 'post' ? ['POST'] : methodsOf(method, tools),
        headers: settings(holders, 'headers', tools),
        body: setting(holders, 'json', tools) ?? setting(holders, 'body', tools),
        layers: [...layers(holders, { own: isClaudeBase(base) }, tools), ...hookLayers('ky', holders, tools)],
        throws: isLiteral(setting(holders, 'throwHttpErrors', tools), false, tools) !== true,
        errors: 'ky',
        client: client.made[0],
        clientUnknown: client.typed,
      },
      tools,
    );
  },
};

/** `source/utils/normalize.ts`. */
const standard = { limit: 2, methods: ['get', 'put', 'head', 'delete', 'options', 'trace'], statusCodes: [408, 413, 429, 500, 502, 503, 504], afterStatusCodes: [413, 429, 503] };

/** Nothing that was asked for is no layer: what ky does by default leaves POST alone. */
function layers(holders: readonly Holder[], { own }: { readonly own: boolean }, tools: Tools): readonly Layer[] {
  const retry = setting(holders, 'retry', tools);
  if (retry === undefined) return [];
  const of = (key: string) => nested(holders, 'retry', key, tools);
  const post = lists(of('methods'), 'post', standard.methods, tools);
  const silent = isLiteral(setting(holders, 'throwHttpErrors', tools), false, tools) === true;
  const decides = of('shouldRetry');
  const limit = numberOption(limitOf(retry, of('limit'), tools), tools) ?? standard.limit;
  const cap = secondsIn(numberOption(of('backoffLimit'), tools), Infinity);
  const codes = of('statusCodes');
  const layer = statusRetryLayer({
    name: 'ky',
    retries: limit,
    // `source/core/Ky.ts`: the method is asked first, then `shouldRetry`, then the status.
    asks: (scenario) => {
      const { status } = scenario;
      const listed = status === undefined || lists(codes, status, standard.statusCodes, tools);
      const decided = decides === undefined ? listed : decides !== 'unknown' && predicate(decides, rightAround('ky'), scenario, tools) === true ? true : undefined;
      return everyOf([post, silent && status !== undefined ? false : decided]);
    },
    retryAfter: retryAfter(of, tools),
    waitBefore: (number) => (of('delay') !== undefined || cap === undefined ? undefined : Math.min(0.3 * 2 ** (number - 1), cap)),
    whyNot: post === false ? 'ky leaves POST alone unless `retry.methods` names it' : silent ? '`throwHttpErrors` is off, so it sees no error' : '429 is not in its `retry.statusCodes`',
    at: spanOfSetting(holders, 'retry', tools),
  });
  return silent ? [layer] : [{ ...layer, ...retryObjectRepairs({ holders, standard, post: 'post', allowsPost: post, lists: (status) => lists(codes, status, standard.statusCodes, tools), layer, own }, retry, tools) }];
}

/** `retry: 3` is short for its limit. */
function limitOf(retry: Setting, limit: Setting, tools: Tools): Setting {
  return retry && retry !== 'unknown' && tools.number(retry) !== undefined ? retry : limit;
}

/** `source/core/Ky.ts`: a longer retry-after is cut to `maxRetryAfter`. */
function retryAfter(of: (key: string) => Setting, tools: Tools): Layer['retryAfter'] {
  const listed = lists(of('afterStatusCodes'), 429, standard.afterStatusCodes, tools);
  if (listed === undefined) return 'unknown';
  return listed ? heeded(secondsIn(numberOption(of('maxRetryAfter'), tools), Infinity)) : 'ignored';
}
