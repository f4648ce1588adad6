import type { Layer } from '../policy/layer';
import { type CallRef, type FileView, absolute } from '../program/fileView';
import type { Value } from '../program/value';
import { everyOf } from '../program/threeValued';
import { chainOf } from './clientChain';
import { type Setting, lists } from './clientOptions';
import type { Tools } from './model';
import { numberOption } from './options';
import { heeded, secondsIn, statusRetryLayer } from './statusRetry';

/** What a dispatcher of undici does with a request that fails. */
export interface Dispatcher {
  readonly layers: readonly Layer[];
  /** True if an error status raises there. */
  readonly throws: boolean;
}

const plain: Dispatcher = { layers: [], throws: false };

/** The dispatcher that a request names, else the one that the file makes the global one. */
export function dispatcherOf(named: Setting, file: FileView, body: 'sent' | 'streamed', tools: Tools): Dispatcher {
  const global = (file.calls.get('setGlobalDispatcher') ?? []).filter((ref) => tools.resolveCallee(ref).some((value) => value.kind === 'symbol' && value.module === 'undici'));
  const place = named ?? global.map((ref) => tools.argument(ref, 0)).at(-1);
  if (!place || place === 'unknown') return plain;
  const found = tools.resolve(place).map((value) => dispatcherIn(value, body, tools));
  return found.find(({ layers }) => layers.length > 0) ?? found[0] ?? plain;
}

/** `new RetryAgent(agent, options)`, `agent.compose(interceptors.retry(options))`, or a dispatcher without retries. */
export function dispatcherIn(value: Value, body: 'sent' | 'streamed', tools: Tools): Dispatcher {
  const chain = chainOf(value);
  if (chain?.module !== 'undici') return plain;
  return chain.steps.map(({ method, of }, index) => part(index, method.at(-1), of, body, tools)).reduce((one, other) => ({ layers: [...one.layers, ...other.layers], throws: one.throws || other.throws }), plain);
}

function part(index: number, name: string | undefined, of: CallRef, body: 'sent' | 'streamed', tools: Tools): Dispatcher {
  if (index === 0 && name === 'RetryAgent') return { layers: [layer(of, 1, body, tools)], throws: true };
  if (name !== 'compose') return plain;
  const interceptors = of.call.args.flatMap((_, at) => {
    const place = tools.argument(of, at);
    return place ? tools.resolve(place).flatMap((value) => (value.kind === 'list' ? value.of.items.flatMap((expr) => tools.resolve({ chunk: value.chunk, region: value.region, expr })) : [value])) : [];
  });
  return interceptors.map((value) => interceptor(value, body, tools)).reduce((one, other) => ({ layers: [...one.layers, ...other.layers], throws: one.throws || other.throws }), plain);
}

function interceptor(value: Value, body: 'sent' | 'streamed', tools: Tools): Dispatcher {
  if (value.kind !== 'result' || value.callee.kind !== 'symbol' || value.callee.module !== 'undici') return plain;
  const name = value.callee.path.slice(-2).join('.');
  if (name === 'interceptors.retry') return { layers: [layer(value.of, 0, body, tools)], throws: true };
  return { layers: [], throws: name === 'interceptors.responseError' };
}

/** undici 7.30.2 `lib/handler/retry-handler.js`. */
const standard = { maxRetries: 5, methods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE'], statusCodes: [500, 502, 503, 504, 429], minTimeout: 500, maxTimeout: 30_000, timeoutFactor: 2 };

function layer(ref: CallRef, index: number, body: 'sent' | 'streamed', tools: Tools): Layer {
  const option = (name: string) => tools.option(ref, name, index);
  const number = (name: string) => numberOption(option(name), tools);
  const decides = option('retry') !== undefined;
  const post = lists(option('methods'), 'POST', standard.methods, tools);
  const [min, max, factor] = [secondsIn(number('minTimeout'), standard.minTimeout), secondsIn(number('maxTimeout'), standard.maxTimeout), number('timeoutFactor') ?? standard.timeoutFactor];
  return statusRetryLayer({
    name: 'undici',
    retries: decides ? 'unknown' : (number('maxRetries') ?? standard.maxRetries),
    // Seen with 7.30.2: `fetch` hands its body on as a stream, which is read up when it would be sent again.
    asks: ({ status }) => (body === 'streamed' ? false : decides ? undefined : everyOf([post, status === undefined || lists(option('statusCodes'), status, standard.statusCodes, tools)])),
    retryAfter: decides ? 'unknown' : heeded(max),
    waitBefore: (retry) => (min === undefined || max === undefined || typeof factor !== 'number' ? undefined : Math.min(min * factor ** (retry - 1), max)),
    whyNot: body === 'streamed' ? '`fetch` gives undici a body that it cannot send twice' : post === false ? 'undici leaves POST alone unless `methods` names it' : '429 is not in its `statusCodes`',
    at: absolute(ref.chunk, ref.call.span),
  });
}
