import type { Layer } from '../policy/layer';
import { type Abstract, literal } from '../program/abstract';
import { type CallRef, absolute } from '../program/fileView';
import { type Chain, type Step, chainOf } from './clientChain';
import { textsOf } from './clientOptions';
import { httpRequest, httpWords } from './httpRequest';
import type { LibraryModel, Tools } from './model';
import { numberOption } from './options';
import { statusRetryLayer } from './statusRetry';

/** superagent 10.4.2: an error status raises; `.retry(n)` in the chain re-sends any method, at once. */
export const superagent: LibraryModel = {
  name: 'superagent',
  languages: ['typescript', 'tsx', 'javascript'],
  words: httpWords,
  callNames: ['post', 'request', 'superagent'],
  request: (ref, callee, tools) => {
    const chain = chainOf(callee);
    const form = chain && formOf(chain);
    if (!form) return undefined;
    const steps = [...form.before, ...after(ref, tools)];
    const named = (name: string) => steps.filter(({ method }) => method.at(-1) === name).map(({ of }) => of);
    return httpRequest(
      {
        library: 'superagent',
        urls: textsOf(tools.argument(ref, form.url), tools),
        methods: form.url === 0 ? ['POST'] : textsOf(tools.argument(ref, 0), tools),
        headers: named('set').map((set) => tools.argument(set, 0)),
        headerNames: named('set').flatMap((set) => textsOf(tools.argument(set, 0), tools)),
        body: [tools.argument(ref, form.url + 1), ...named('send').map((send) => tools.argument(send, 0))].find((place) => place !== undefined),
        layers: named('retry').slice(-1).map((retry) => layer(retry, tools)),
        throws: named('ok').length === 0,
        errors: 'superagent',
      },
      tools,
    );
  },
};

const modules = new Set(['superagent', 'superagent-proxy']);

/** `post(url)`, `superagent('POST', url)`, and both of an agent with defaults of its own. */
function formOf({ module, root, steps, path }: Chain): { readonly url: number; readonly before: readonly Step[] } | undefined {
  if (!modules.has(module)) return undefined;
  const own = (names: readonly string[]) => names.filter((name) => name !== 'default' && name !== 'agent');
  const isAgent = steps[0]?.method.at(-1) === 'agent';
  if (steps.length > 0 && !isAgent) return undefined;
  const [method, ...others] = steps.length > 0 ? path : own(root);
  if (others.length > 0) return undefined;
  if (method === 'post') return { url: 0, before: steps.slice(1) };
  return method === undefined && !isAgent ? { url: 1, before: [] } : undefined;
}

/** The calls further down the chain of a request, there or on the variable that holds it. */
function after(ref: CallRef, tools: Tools): readonly Step[] {
  return ['set', 'send', 'retry', 'ok'].flatMap((name) =>
    (ref.chunk.file.calls.get(name) ?? []).flatMap((call) => {
      const isMine = tools.resolveCallee(call).some((value) => chainOf(value)?.steps.some(({ of }) => of.call === ref.call));
      return isMine ? [{ method: [name], of: call }] : [];
    }),
  );
}

/** `lib/request-base.js`. */
const statuses = new Set([408, 413, 429, 500, 502, 503, 504, 521, 522, 524]);

function layer(ref: CallRef, tools: Tools): Layer {
  const count = tools.argument(ref, 0);
  const decides = tools.argument(ref, 1);
  const isTrue = count?.expr.kind === 'boolean' && count.expr.value;
  return statusRetryLayer({
    name: 'superagent',
    retries: isTrue ? 1 : (numberOption(count, tools) ?? 1),
    asks: (scenario) => {
      const standard = scenario.status === undefined || statuses.has(scenario.status);
      if (!decides) return standard;
      // The callback gets an error or a response. Where it answers neither true nor false, or throws, the list decides.
      const args: readonly Abstract[] = scenario.status === undefined ? [{ is: 'error' }, literal(null)] : [literal(null), { is: 'response' }];
      const [asked] = tools.resolve(decides).map((value) => (value.kind === 'function' ? tools.asksOf(value.of, 'superagent', scenario, args) : undefined));
      return asked === false && standard ? undefined : asked;
    },
    retryAfter: 'ignored',
    waitBefore: () => 0,
    whyNot: 'its callback turns a 429 down',
    at: absolute(ref.chunk, ref.call.span),
  });
}
