import type { Layer, Repairs } from '../policy/layer';
import { enough, isShort } from '../policy/refill';
import { type Abstract, type Scenario, literal, scenarios } from '../program/abstract';
import { type CallRef, type FunctionRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { type StatusCode, alsoFor } from './alsoFor';
import { type Holder, lists, methodsOf, setting, textsOf } from './clientOptions';
import { httpRequest, httpWords } from './httpRequest';
import type { LibraryModel, Tools } from './model';
import { made, numberOption } from './options';
import { repairsOf } from './repairsOf';
import { flatSettings, withCode, withItems, withNumber } from './retrySettings';
import { passing } from './statusLists';
import { secondsIn, statusRetryLayer } from './statusRetry';

/** fetch-retry 6.0.0: `fetchRetry(fetch, defaults)` gives a fetch that re-sends after a broken connection, and after the statuses of `retryOn`. */
export const fetchRetry: LibraryModel = {
  name: 'fetch-retry',
  languages: ['typescript', 'tsx', 'javascript'],
  words: httpWords,
  callNames: ['fetchRetry', 'retryFetch', 'fetchWithRetry', 'fetch'],
  request: (ref, callee, tools) => {
    const builder = builderOf(callee);
    if (!builder) return undefined;
    const option = (name: string) => tools.option(ref, name, 1);
    const method = option('method');
    return httpRequest(
      {
        library: 'fetch-retry',
        urls: textsOf(tools.argument(ref, 0), tools),
        methods: methodsOf(method, tools),
        headers: [option('headers')],
        body: option('body'),
        layers: [layer(ref, builder, tools)],
        throws: false,
        errors: 'other',
        client: builder,
      },
      tools,
    );
  },
};

function builderOf(callee: Value): CallRef | undefined {
  const found = made(callee, ['fetch-retry']);
  return found && ['', 'default'].includes(found.name) && found.path.length === 0 ? found.of : undefined;
}

/** `dist/fetch-retry.umd.js`: 3 retries, 1000 ms apart, after no status. */
function layer(ref: CallRef, builder: CallRef, tools: Tools): Layer {
  const holders: readonly Holder[] = [ref, builder].map((holder) => ({ ref: holder, index: 1 }));
  const on = setting(holders, 'retryOn', tools);
  const decider = on && on !== 'unknown' ? tools.resolve(on).find((value) => value.kind === 'function') : undefined;
  const delay = secondsIn(numberOption(setting(holders, 'retryDelay', tools), tools), 1000);
  const plain = statusRetryLayer({
    name: 'fetch-retry',
    retries: decider ? retriesOf(decider.of, tools) : (numberOption(setting(holders, 'retries', tools), tools) ?? 3),
    asks: (scenario) => (decider ? goesOn(decider.of, 0, scenario, tools) : scenario.status === undefined ? true : lists(on, scenario.status, [], tools)),
    retryAfter: delay === undefined ? 'unknown' : 'ignored',
    waitBefore: () => delay,
    whyNot: on === undefined ? 'without `retryOn` it acts on broken connections only' : 'its `retryOn` leaves a 429 out',
    at: on && on !== 'unknown' ? absolute(on.chunk, on.expr.span) : absolute(builder.chunk, builder.call.span),
  });
  return { ...plain, ...(decider && on && on !== 'unknown' ? widened(plain, on, holders, tools) : repairs(plain, holders, tools)) };
}

const wait = "(attempt, error, response) => (Number(response?.headers.get('retry-after')) || 2 ** attempt) * 1000";

/** Its settings stand in the options of the request or of the builder, whose fetch may ask other addresses as well. */
function repairs(layer: Layer, holders: readonly Holder[], tools: Tools): { readonly repairs?: Repairs } {
  const anchor = ['retryOn', 'retries', 'retryDelay'].find((key) => setting(holders, key, tools) !== undefined) ?? 'method';
  const settings = flatSettings(holders, anchor, tools);
  const on = settings.of('retryOn');
  const missing = [429, 529].filter((status) => lists(on, status, [], tools) === false);
  const statuses = ['retryOn', on === undefined ? withItems(settings, 'retryOn', passing, [], tools) : withItems(settings, 'retryOn', missing, [], tools)] as const;
  const waits = ['retryDelay', withCode(settings, 'retryDelay', wait)] as const;
  const lasting = [['retries', withNumber(settings, 'retries', enough)] as const, waits];
  return repairsOf({
    ...(layer.covers429 === false && { acts: { writes: [statuses, ...(isShort(layer.maxWaitSeconds) ? lasting : [])], safe: settings.isPrivate(['retryOn', 'retries', 'retryDelay'], { own: false }) } }),
    ...(layer.covers429 === true && {
      ...(layer.covers529 === false && { overloaded: { writes: [statuses], safe: settings.isPrivate(['retryOn'], { own: false }) } }),
      attempts: { writes: lasting, safe: settings.isPrivate(['retries', 'retryDelay'], { own: false }) },
      ...(layer.retryAfter === 'ignored' && { retryAfter: { writes: [waits], safe: settings.isPrivate(['retryDelay'], { own: false }) } }),
    }),
  });
}

/** A `retryOn` that is a function of one expression, and says of its own how often a 429 or 529 is sent again. */
function widened({ covers429, covers529 }: Layer, on: Place, holders: readonly Holder[], tools: Tools): { readonly repairs?: Repairs } {
  const missing = [...(covers429 === false ? [429] : []), ...(covers529 === false ? [529] : [])];
  const settings = flatSettings(holders, 'retryOn', tools);
  const statuses = ['retryOn', alsoFor(on, missing, statusIn, tools)] as const;
  const waits = setting(holders, 'retryDelay', tools) === undefined ? [['retryDelay', withCode(settings, 'retryDelay', wait)] as const] : [];
  const safe = settings.isPrivate(['retryOn', 'retryDelay'], { own: false });
  return repairsOf({
    ...(covers429 === false && { acts: { writes: [statuses, ...waits], safe } }),
    ...(covers429 === true && covers529 === false && { overloaded: { writes: [statuses], safe } }),
  });
}

/** Its third parameter is the answer, or null. */
function statusIn({ fn: { params } }: FunctionRef): StatusCode | undefined {
  const [attempt, , response] = params.map(({ names: [first] }) => (first?.path.length === 0 ? first.name : undefined));
  if (attempt === undefined || response === undefined) return undefined;
  const read = `${response}.status`;
  return { read, number: read, guard: `${attempt} < ${enough} && ${response} !== null` };
}

/** What `retryOn(attempt, error, response)` says. */
function goesOn(of: FunctionRef, attempt: number, scenario: Scenario, tools: Tools): boolean | undefined {
  const [error, response]: readonly Abstract[] = scenario.status === undefined ? [{ is: 'error' }, literal(null)] : [literal(null), { is: 'response' }];
  return error && response && tools.asksOf(of, 'other', scenario, [literal(attempt), error, response]);
}

/** A person's limit is below this. */
const most = 50;

/** A `retryOn` function counts the attempts itself; `retries` is not asked then. */
function retriesOf(of: FunctionRef, tools: Tools): number | 'unbounded' | 'unknown' {
  for (let attempt = 0; attempt < most; attempt++) {
    const answer = goesOn(of, attempt, scenarios.rateLimited, tools);
    // None after a 429 says nothing of the other failures.
    if (answer !== true) return answer === undefined || attempt === 0 ? 'unknown' : attempt;
  }
  return 'unbounded';
}
