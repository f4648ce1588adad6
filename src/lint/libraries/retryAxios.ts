import type { Layer } from '../policy/layer';
import { type Scenario } from '../program/abstract';
import type { CallRef, FileView } from '../program/fileView';
import { everyOf } from '../program/threeValued';
import { type AxiosClient, axiosClient, isSameClient } from './axiosClient';
import { type Holder, type Setting, isLiteral, lists, nested, setting, spanOfSetting } from './clientOptions';
import { predicate, rightAround } from './coverage';
import type { Tools } from './model';
import { numberOption } from './options';
import { heeded, secondsIn, statusRetryLayer } from './statusRetry';

/** The layer of retry-axios 4.0.3 where `attach` puts it on a client. `holders` can hold its `raxConfig`. */
export function retryAxiosLayers(files: readonly FileView[], client: AxiosClient, holders: readonly Holder[], tools: Tools): readonly Layer[] {
  const attached = files.flatMap((file) => file.calls.get('attach') ?? []).find((ref) => tools.resolveCallee(ref).some((value) => value.kind === 'symbol' && value.module === 'retry-axios') && isOn(ref, client, tools));
  if (!attached) return [];
  const isSet = setting(holders, 'raxConfig', tools) !== undefined;
  return [layer((key) => nested(holders, 'raxConfig', key, tools), isSet ? spanOfSetting(holders, 'raxConfig', tools) : spanOfSetting([{ ref: attached, index: 0 }], '', tools), tools)];
}

function isOn(ref: CallRef, client: AxiosClient, tools: Tools): boolean {
  const target = tools.argument(ref, 0);
  if (!target) return client.made === undefined && !client.typed;
  return tools.resolve(target).some((value) => {
    const found = axiosClient(value);
    return found?.path.length === 0 && isSameClient(found, client);
  });
}

/** `src/index.ts`: a 429 and every 5xx, 100 ms growing as (2^n - 1) / 2. */
const standard = { retry: 3, httpMethodsToRetry: ['GET', 'HEAD', 'PUT', 'OPTIONS', 'DELETE'], retryDelay: 100, maxRetryAfter: 300_000 };

function layer(of: (key: string) => Setting, at: Layer['at'] & object, tools: Tools): Layer {
  const post = lists(of('httpMethodsToRetry'), 'POST', standard.httpMethodsToRetry, tools);
  const decides = of('shouldRetry');
  const codes = of('statusCodesToRetry');
  const asks = (scenario: Scenario) => {
    if (decides !== undefined) return decides === 'unknown' ? undefined : predicate(decides, rightAround('axios'), scenario, tools);
    return everyOf([post, scenario.status === undefined || inRanges(codes, scenario.status, tools)]);
  };
  const [base, cap] = [secondsIn(numberOption(of('retryDelay'), tools), standard.retryDelay), secondsIn(numberOption(of('maxRetryDelay'), tools), Infinity)];
  const [isStatic, isLinear] = [isLiteral(of('backoffType'), 'static', tools), isLiteral(of('backoffType'), 'linear', tools)];
  return statusRetryLayer({
    name: 'retry-axios',
    retries: numberOption(of('retry'), tools) ?? standard.retry,
    asks,
    // A retry-after beyond `maxRetryAfter`, 5 minutes by default, ends the retries.
    retryAfter: isLiteral(of('checkRetryAfter'), false, tools) === true ? 'ignored' : heeded(secondsIn(numberOption(of('maxRetryAfter'), tools), standard.maxRetryAfter)),
    waitBefore: (retry) => (base === undefined || cap === undefined || isStatic === undefined || isLinear === undefined ? undefined : Math.min(isStatic ? base : isLinear ? retry : ((2 ** retry - 1) / 2) * base, cap)),
    whyNot: decides !== undefined ? 'its `shouldRetry` turns a 429 down' : post === false ? 'retry-axios leaves POST alone unless `httpMethodsToRetry` names it' : '429 is not in its `statusCodesToRetry`',
    at,
  });
}

function inRanges(place: Setting, status: number, tools: Tools): boolean | undefined {
  if (place === undefined) return status === 429 || status >= 500;
  const found = place === 'unknown' ? undefined : tools.evaluate(place);
  if (found?.is !== 'list') return undefined;
  const answers = found.items.map((item) => {
    if (item.is !== 'list') return undefined;
    const [from, to] = item.items;
    return from?.is === 'literal' && to?.is === 'literal' ? Number(from.value) <= status && status <= Number(to.value) : undefined;
  });
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}
