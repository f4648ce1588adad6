import type { Layer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import type { Span } from '../source';
import { clientsNear } from './clientsNear';
import type { Tools } from './model';
import { numberOption, spanOf } from './options';
import type { Sdk, SdkClient } from './sdk';
import { totalWait } from './waits';

/** Retries of every official SDK unless told otherwise: TypeScript 1.13.0 `src/client.ts`, Python 0.121.0 `_constants.py`. */
const defaultRetries = 2;

/** `min(0.5 * 2^n, 8)` seconds, and the jitter only shortens it: `src/client.ts`, `_base_client.py`. */
const waitBefore = (retry: number) => Math.min(0.5 * 2 ** (retry - 1), 8);

/** The SDK's own retries around one request: the request's option wins, then the last changed client, then the constructor. */
export function sdkLayer(ref: CallRef, client: SdkClient, sdk: Sdk, tools: Tools): Layer {
  const base = { kind: 'sdk', name: client.library, retryAfter: sdk.retryAfter(tools.versionOf(client.made ?? ref, sdk.core)) } as const;
  for (const [holder, index] of holders(ref, client, sdk)) {
    const place = tools.option(holder, sdk.retries, index);
    const retries = numberOption(place, tools);
    if (place === undefined || retries === undefined) continue;
    return { ...base, ...acting(retries, sdk), implicit: false, at: place === 'unknown' ? unreadSpan(holder, index) : spanOf(place) };
  }
  if (client.made) return { ...base, ...acting(defaultRetries, sdk), implicit: true };
  const near = clientsNear(ref.chunk.file, sdk, tools).map((made) => sdkLayer(ref, { ...client, made }, sdk, tools));
  return agreed(near) ?? { ...base, ...acting(client.isUnmade && near.length === 0 ? defaultRetries : 'unknown', sdk), implicit: true };
}

/** What all of them say; undefined where they differ, or there is none. */
function agreed([first, ...others]: readonly Layer[]): Layer | undefined {
  return first && others.every(({ attempts, implicit, retryAfter }) => attempts === first.attempts && implicit === first.implicit && retryAfter === first.retryAfter) ? first : undefined;
}

/** The calls that can set options, with the argument that holds them, the one that wins first. */
export function holders(ref: CallRef, client: SdkClient, sdk: Sdk): readonly (readonly [CallRef, number])[] {
  const request = sdk.requestOptions === undefined ? [] : [[ref, sdk.requestOptions] as const];
  const changed = client.adjusted.toReversed().map((call) => [call, 0] as const);
  return [...request, ...changed, ...(client.made ? [[client.made, 0] as const] : [])];
}

function acting(retries: number | 'unbounded' | 'unknown', sdk: Sdk): Pick<Layer, 'attempts' | 'covers429' | 'covers529' | 'coversConnection' | 'coversPermanent' | 'jitter' | 'maxWaitSeconds' | 'whyNot'> {
  // Both SDKs refuse a negative or fractional number.
  if (typeof retries !== 'number' || retries < 0 || !Number.isInteger(retries))
    return { attempts: 'unknown', covers429: 'unknown', covers529: 'unknown', coversConnection: 'unknown', maxWaitSeconds: 'unknown' };
  const covers = retries > 0;
  return {
    attempts: retries + 1,
    covers429: covers,
    covers529: covers,
    coversConnection: covers,
    // They send 408, 409, 429 and from 500 up again, and wait up to a quarter less by chance.
    coversPermanent: false,
    ...(covers && { jitter: true }),
    maxWaitSeconds: totalWait(retries, waitBefore),
    ...(!covers && { whyNot: `\`${sdk.retries}\` is 0` }),
  };
}

/** Where options that cannot be read come in. */
function unreadSpan({ chunk, call }: CallRef, index: number): Span {
  const spread = call.args.find((arg) => arg.spread);
  return absolute(chunk, (spread ?? call.args[index])?.span ?? call.argsSpan);
}
