import type { Expr } from '../facts/facts';
import { type Layer, unknownLayer } from '../policy/layer';
import { type Scenario, scenarios } from '../program/abstract';
import { type CallRef, type Chunk, type FileView, type FunctionRef, absolute, functionAround, isWithin, outward } from '../program/fileView';
import { type AxiosClient, axiosClient, isSameClient } from './axiosClient';
import { type Tools, tri } from './model';

/** The layers that `client.interceptors.response.use(onAnswer, onError)` puts on a client. */
export function interceptorLayers(files: readonly FileView[], client: AxiosClient, tools: Tools): readonly Layer[] {
  return files.flatMap((file) => file.calls.get('use') ?? []).flatMap((ref) => {
    const isMine = tools.resolveCallee(ref).some((value) => {
      const found = axiosClient(value);
      return found?.path.join('.') === 'interceptors.response.use' && isSameClient(found, client);
    });
    const handler = isMine ? tools.argument(ref, 1) : undefined;
    if (!handler) return [];
    return tools.resolve(handler).flatMap((value): readonly Layer[] => {
      if (value.kind === 'function') return handlerLayer(value.of, tools);
      if (value.kind === 'literal') return [];
      return /retr|backoff/i.test(JSON.stringify(handler.expr)) ? [unknownLayer({ kind: 'adapter', name, at: absolute(ref.chunk, ref.call.span) })] : [];
    });
  });
}

const name = 'an axios interceptor';

/** A handler that sends the request of the error again is a retry for the errors with which it comes to that. */
function handlerLayer(of: FunctionRef, tools: Tools): readonly Layer[] {
  const again = resend(of, tools);
  if (!again) return [];
  const at = absolute(again.chunk, again.call.span);
  const reached = inOwnRegion(again, of);
  if (!reached) return [unknownLayer({ kind: 'adapter', name, at })];
  const sends = (scenario: Scenario) => tools.sends(of, reached, 'axios', scenario);
  const [limited, overloaded, broken] = [sends(scenarios.rateLimited), sends(scenarios.overloaded), sends(scenarios.connection)];
  // One that renews a token after a 401 is no guard.
  if ([limited, overloaded, broken, sends(scenarios.serverError)].every((answer) => answer?.sent === false)) return [];
  const waits = limited?.sent === true ? limited : undefined;
  const told = waits?.readsRetryAfter ? sends(scenarios.toldLong) : undefined;
  const attempts = attemptsOf(of, again, tools);
  const wait = reached !== again || waits?.waits === undefined || typeof attempts !== 'number' ? 'unknown' : waits.waits * (attempts - 1);
  return [
    {
      kind: 'adapter',
      name,
      attempts,
      covers429: tri(limited?.sent),
      covers529: tri(overloaded?.sent),
      coversConnection: tri(broken?.sent),
      retryAfter: waits?.readsRetryAfter ? 'honoured' : 'ignored',
      maxWaitSeconds: wait,
      ...(told?.sent && (told.waits ?? 0) >= scenarios.toldLong.toldSeconds / 2 && { waitsHoweverLong: true }),
      implicit: false,
      at,
      ...(limited?.sent === false && { whyNot: 'it lets a 429 pass' }),
    },
  ];
}

/** `client(config)`, `client.request(config)`, `axios(error.config)`: a call of axios within the handler. */
function resend({ chunk, fn, context }: FunctionRef, tools: Tools): CallRef | undefined {
  return chunk.facts.calls
    .filter((call) => isWithin(chunk, call.region, fn.region))
    .map((call): CallRef => ({ chunk, call, ...(context && { context }) }))
    .find((ref) => ref.call.args.length > 0 && tools.resolveCallee(ref).some((value) => ['', 'request'].includes(axiosClient(value)?.path.join('.') ?? 'none')));
}

/** The call itself, or the one in the handler's own code that it is handed to: `new Promise((done) => setTimeout(() => done(client(config))))`. */
function inOwnRegion(ref: CallRef, { chunk, fn }: FunctionRef): CallRef | undefined {
  let found = ref;
  for (let depth = 0; depth < 6; depth++) {
    const inside = functionAround(chunk, found.call.region);
    if (inside?.fn === fn) return found;
    const index = inside ? chunk.facts.functions.indexOf(inside.fn) : -1;
    const call = chunk.facts.calls.find(({ args }) => args.some(({ value }) => value.kind === 'function' && value.fn === index));
    if (!call) return undefined;
    found = { ...ref, call };
  }
  return undefined;
}

/** `if (!config.sent)` lets one more through, `if (config.count < 3)` and `if (config.count >= 3) throw` three. */
function attemptsOf({ chunk, fn }: FunctionRef, again: CallRef, tools: Tools): Layer['attempts'] {
  const regionsAround = new Set([...outward(chunk, again.call.region)].map(({ id }) => id));
  for (const [id, region] of chunk.facts.regions.entries()) {
    if (region.kind !== 'then' || !isWithin(chunk, id, fn.region)) continue;
    const number = (expr: Expr) => tools.number({ chunk, region: region.parent, expr });
    const found = limitIn(region.test, { sends: regionsAround.has(id), number, isCounted: (expr) => isCountedUp(chunk, fn, expr) });
    if (found !== undefined) return found + 1;
  }
  return 'unknown';
}

interface Test {
  /** True if the request is sent where the test passes, false if it is given up there. */
  readonly sends: boolean;
  readonly number: (expr: Expr) => number | undefined;
  /** Whether a counter was counted up before it is looked at. */
  readonly isCounted: (expr: Expr) => boolean;
}

/** How many more retries than its number a test allows. */
const below: Readonly<Record<string, number>> = { '<': 0, '<=': 1 };
const above: Readonly<Record<string, number>> = { '>=': 0, '>': 1 };

/** How often a test lets the request be sent again. */
function limitIn(test: Expr, as: Test): number | undefined {
  if (test.kind === 'not') return as.sends && isFlag(test.of) ? 1 : undefined;
  if (test.kind === 'member') return !as.sends && isFlag(test) ? 1 : undefined;
  if (test.kind !== 'binary') return undefined;
  if (test.op === '&&' || test.op === '||') return limitIn(test.left, as) ?? limitIn(test.right, as);
  const more = (as.sends ? below : above)[test.op];
  const limit = more === undefined || isStatus(test.left) ? undefined : as.number(test.right);
  return limit === undefined || more === undefined ? undefined : Math.max(0, limit + more - (as.isCounted(test.left) ? 1 : 0));
}

/** `config.retries = (config.retries ?? 0) + 1` or `const count = … + 1` in front of the test. */
function isCountedUp(chunk: Chunk, fn: FunctionRef['fn'], counter: Expr): boolean {
  if (counter.kind !== 'name' && counter.kind !== 'member') return false;
  const isUp = (region: number, value: Expr | undefined) => value?.kind === 'binary' && value.op === '+' && value.span.start < counter.span.start && isWithin(chunk, region, fn.region);
  const entries = chunk.facts.entries.some(({ key, value, region }) => key === counter.name && isUp(region, value));
  return entries || chunk.facts.bindings.some(({ name: bound, value, region }) => bound === counter.name && isUp(region, value));
}

/** Something that the handler has put on the request to know it again: `config.isSecond`, `original._retry`. */
function isFlag(expr: Expr): boolean {
  if (expr.kind !== 'member') return false;
  const { object } = expr;
  return (object.kind === 'name' || object.kind === 'member') && /config|cfg|req|original|options/i.test(object.name);
}

function isStatus(expr: Expr): boolean {
  return (expr.kind === 'member' || expr.kind === 'name') && /status|code/i.test(expr.name);
}
