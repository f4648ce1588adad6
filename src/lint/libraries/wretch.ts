import { type Layer, unknownLayer } from '../policy/layer';
import { literal } from '../program/abstract';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import { type Chain, chainOf } from './clientChain';
import { isLiteral, textsOf } from './clientOptions';
import { httpRequest, httpWords } from './httpRequest';
import type { LibraryModel, Tools } from './model';
import { type NumberOption, made, numberOption } from './options';
import { secondsIn, statusRetryLayer } from './statusRetry';

/** wretch 2.11.1: an error status raises a WretchError; only its retry middleware re-sends, and then every error status. */
export const wretch: LibraryModel = {
  name: 'wretch',
  languages: ['typescript', 'tsx', 'javascript'],
  words: httpWords,
  callNames: ['post', 'fetch'],
  request: (ref, callee, tools) => {
    const chain = chainOf(callee);
    if (chain?.module !== 'wretch' || chain.steps.length === 0 || chain.path.length !== 1 || !['post', 'fetch'].includes(chain.path[0] ?? '')) return undefined;
    const named = (name: string) => chain.steps.filter(({ method }) => method.at(-1) === name).map(({ of }) => tools.argument(of, 0));
    const own = tools.argument(ref, 1);
    return httpRequest(
      {
        library: 'wretch',
        urls: urlsOf(chain, own, tools),
        methods: chain.path[0] === 'post' ? ['POST'] : [],
        headers: named('headers'),
        body: tools.argument(ref, 0) ?? named('json').at(-1) ?? named('body').at(-1),
        layers: [...named('middlewares').flatMap((list) => layersIn(list, tools)), ...catchers(chain, ref, tools)],
        throws: true,
        errors: 'wretch',
      },
      tools,
    );
  },
};

/** `src/core.ts`: `url(path)` and the address of `post` are put behind what is there, as they are. */
function urlsOf({ steps }: Chain, own: Place | undefined, tools: Tools): readonly string[] {
  const parts = [...steps.flatMap(({ method, of }, index) => (index === 0 || method.at(-1) === 'url' ? [tools.argument(of, 0)] : [])), own].filter((place) => place !== undefined);
  return parts.map((part) => textsOf(part, tools)).reduce<readonly string[]>((heads, tails) => heads.flatMap((head) => tails.map((tail) => (/^https?:/i.test(tail) ? tail : head + tail))).slice(0, 16), ['']);
}

/** `.catcher(429, (error, request) => …)` on the client and `.error(429, …)` behind the request get the request, to send it again if they like. */
function catchers({ steps }: Chain, ref: CallRef, tools: Tools): readonly Layer[] {
  const behind = (ref.chunk.file.calls.get('error') ?? []).filter((call) => tools.resolveCallee(call).some((value) => chainOf(value)?.steps.some(({ of }) => of.call === ref.call)));
  const before = steps.filter(({ method }) => method.at(-1) === 'catcher').map(({ of }) => of);
  return [...before, ...behind]
    .filter((call) => numberOption(tools.argument(call, 0), tools) === 429)
    .map((call) => unknownLayer({ kind: 'adapter', name: 'a catcher of wretch', at: absolute(call.chunk, call.call.span) }));
}

function layersIn(list: Place | undefined, tools: Tools): readonly Layer[] {
  if (!list) return [];
  return tools.resolve(list).flatMap((value) => {
    if (value.kind !== 'list') return [];
    const { chunk, region, of, context } = value;
    return of.items.flatMap((expr) => tools.resolve({ chunk, region, expr, ...(context && { context }) })).flatMap((item) => {
      const found = made(item, ['wretch/middlewares', 'wretch/middlewares/retry']);
      return found && ['retry', 'default'].includes(found.name) ? [layer(found.of, tools)] : [];
    });
  });
}

/** `src/middlewares/retry.ts`: 10 attempts more, 500 ms times their number apart, until the response is ok; 0 is no limit. */
function layer(ref: CallRef, tools: Tools): Layer {
  const option = (name: string): NumberOption => numberOption(tools.option(ref, name), tools);
  const attempts = option('maxAttempts') ?? 10;
  const until = tools.option(ref, 'until');
  const onNetwork = tools.option(ref, 'retryOnNetworkError');
  const delay = secondsIn(option('delayTimer'), 500);
  return statusRetryLayer({
    name: 'wretch',
    retries: attempts === 0 ? 'unbounded' : attempts,
    asks: (scenario) => {
      if (scenario.status === undefined) return isLiteral(onNetwork, true, tools);
      if (until === undefined) return scenario.status >= 300;
      const [done] = until === 'unknown' ? [] : tools.resolve(until).map((value) => (value.kind === 'function' ? tools.asksOf(value.of, 'wretch', scenario, [{ is: 'response' }, literal(null)]) : undefined));
      return done === undefined ? undefined : !done;
    },
    retryAfter: tools.option(ref, 'delayRamp') === undefined ? 'ignored' : 'unknown',
    waitBefore: (number) => (delay === undefined || tools.option(ref, 'delayRamp') !== undefined ? undefined : delay * number),
    whyNot: 'its `until` takes a 429 for an answer',
    at: absolute(ref.chunk, ref.call.span),
  });
}
