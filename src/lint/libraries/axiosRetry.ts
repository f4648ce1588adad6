import type { Layer } from '../policy/layer';
import { type Scenario, scenarios } from '../program/abstract';
import { type CallRef, type FileView, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { type AxiosClient, axiosClient, isSameClient } from './axiosClient';
import { axiosRetryRepairs } from './axiosRetryRepairs';
import { type Holder, setting, textsOf } from './clientOptions';
import { type Tools, tri } from './model';
import { numberOption } from './options';
import { isClaudeBase } from './retrySettings';
import { isAtLeast } from './versions';
import { totalWait } from './waits';

/** axios-retry 4.5.0 `DEFAULT_OPTIONS`. */
const defaultRetries = 3;

/** The layers that `axiosRetry(client, options)` calls of the files put on a client. */
export function axiosRetryLayers(files: readonly FileView[], of: AxiosClient, holders: readonly Holder[], tools: Tools): readonly Layer[] {
  // `src/index.ts`: a wait that a `timeout` leaves no time for is not begun.
  const isLimited = ['signal', 'cancelToken', 'timeout'].some((name) => setting(holders, name, tools) !== undefined);
  return files
    .flatMap((file) => callsOf(file, tools))
    .filter((ref) => {
      const target = tools.argument(ref, 0);
      return target && tools.resolve(target).some((value) => {
        const client = axiosClient(value);
        return client?.path.length === 0 && isSameClient(client, of);
      });
    })
    .map((ref) => layer(ref, of, tools))
    .map(({ waitsHoweverLong, ...found }): Layer => (waitsHoweverLong && !isLimited ? { ...found, waitsHoweverLong } : found));
}

function callsOf(file: FileView, tools: Tools): readonly CallRef[] {
  return [...file.calls.entries()]
    .filter(([name]) => /retry|default/i.test(name) || file.imports.get(name)?.some(({ module }) => module === 'axios-retry'))
    .flatMap(([, refs]) => refs.filter((ref) => tools.resolveCallee(ref).some((value) => value.kind === 'symbol' && value.module === 'axios-retry')));
}

function layer(ref: CallRef, client: AxiosClient, tools: Tools): Layer {
  const found = numberOption(tools.option(ref, 'retries', 1), tools) ?? defaultRetries;
  const condition = tools.option(ref, 'retryCondition', 1);
  const knows429 = isAtLeast(tools.versionOf(ref, 'axios-retry'), '4.2.0') !== false;
  const asks = (scenario: Scenario) => (condition === 'unknown' ? undefined : asksCondition(condition, scenario, knows429 ? conditions : oldConditions, tools));
  const covers = found === 0 ? () => false : (scenario: Scenario) => tri(asks(scenario));
  const covers429 = covers(scenarios.rateLimited);
  const made: Layer = {
    kind: 'adapter',
    name: 'axios-retry',
    attempts: typeof found === 'number' ? found + 1 : found,
    covers429,
    covers529: covers(scenarios.overloaded),
    coversConnection: covers(scenarios.connection),
    ...delays(tools.option(ref, 'retryDelay', 1), found, knows429 ? 'honoured' : 'ignored', tools),
    implicit: false,
    at: absolute(ref.chunk, ref.call.span),
    ...(covers429 === false && { whyNot: found === 0 ? '`retries` is 0' : condition === undefined ? 'axios-retry leaves POST alone by default' : 'its `retryCondition` turns a 429 down' }),
  };
  const base = client.made && tools.option(client.made, 'baseURL');
  return { ...made, ...axiosRetryRepairs({ ref, layer: made, knows429, own: isClaudeBase(textsOf(base, tools)) }, tools) };
}

/** `src/index.ts`: the named conditions. The default and the idempotent ones leave POST alone but for a broken connection. */
const conditions: Readonly<Record<string, (scenario: Scenario) => boolean>> = {
  isRetryableError: ({ id, status }) => id === 'connection' || status === 429 || (status ?? 0) >= 500,
  isNetworkError: ({ id }) => id === 'connection',
  isNetworkOrIdempotentRequestError: ({ id }) => id === 'connection',
  isIdempotentRequestError: () => false,
  isSafeRequestError: () => false,
};

/** Before 4.2.0 (`dist/cjs/index.js` of 4.1.0) the service's 429 was not among them, and no delay read retry-after. */
const oldConditions: typeof conditions = { ...conditions, isRetryableError: ({ id, status }) => id === 'connection' || (status ?? 0) >= 500 };

function asksCondition(place: Place | undefined, scenario: Scenario, named: typeof conditions, tools: Tools): boolean | undefined {
  if (!place) return named.isNetworkOrIdempotentRequestError?.(scenario);
  const answers = tools.resolve(place).map((value) => {
    if (value.kind === 'function') return tools.asksOf(value.of, 'axios', scenario);
    return named[memberName(value) ?? '']?.(scenario);
  });
  const [first] = answers;
  return answers.every((answer) => answer === first) ? first : undefined;
}

function memberName(value: Value): string | undefined {
  return value.kind === 'symbol' && value.module === 'axios-retry' ? value.path.at(-1) : undefined;
}

/** The ready-made delays wait for retry-after when it is longer, without a cap: `src/index.ts`. */
function delays(place: Place | 'unknown' | undefined, retries: number | 'unbounded' | 'unknown', heeds: Layer['retryAfter'], tools: Tools): Pick<Layer, 'retryAfter' | 'maxWaitSeconds' | 'waitsHoweverLong'> {
  const retryAfter = { retryAfter: heeds, ...(heeds === 'honoured' && { waitsHoweverLong: true as const }) };
  if (place === undefined) return { ...retryAfter, maxWaitSeconds: totalWait(retries, () => 0) };
  const [value] = place === 'unknown' ? [] : tools.resolve(place);
  // 100 ms doubled with every retry, and up to 20 % more.
  if (value && memberName(value) === 'exponentialDelay') return { ...retryAfter, maxWaitSeconds: totalWait(retries, (retry) => 0.1 * 2 ** retry * 1.2) };
  if (value?.kind === 'result' && memberName(value.callee) === 'linearDelay') {
    const factor = numberOption(tools.argument(value.of, 0), tools) ?? 100;
    return { ...retryAfter, maxWaitSeconds: totalWait(retries, (retry) => (typeof factor === 'number' ? (retry * factor) / 1000 : undefined)) };
  }
  return { retryAfter: 'unknown', maxWaitSeconds: 'unknown' };
}
