import { unknownLayer } from '../policy/layer';
import type { CallRef } from '../program/fileView';
import type { Place } from '../program/place';
import { httpxTransportLayers } from './httpxTransport';
import type { Tools } from './model';
import { made, spanOf } from './options';
import type { Inside } from './sdkBetween';

/**
 * The `http_client` of a Python client: what its transport re-sends. httpx's own retries only make connections, which
 * is no guard that anybody takes for one beside the SDK's retries; a transport of the user's own may do anything.
 */
export function pythonInside(holders: readonly (readonly [CallRef, number])[], tools: Tools): Inside {
  const places = holders.map(([ref]) => tools.option(ref, 'http_client')).filter((place): place is Place => typeof place === 'object');
  const layers = places.slice(0, 1).flatMap((place) =>
    tools.resolve(place).flatMap((value) => {
      const client = made(value, ['httpx', 'anthropic']);
      if (client) return transportOf(client.of, tools);
      return value.kind === 'instance' ? [unknownLayer({ kind: 'adapter', name: 'an HTTP client of its own', at: spanOf(place) })] : [];
    }),
  );
  return { between: [], layers };
}

function transportOf(client: CallRef, tools: Tools) {
  return httpxTransportLayers(tools.option(client, 'transport'), tools).filter(({ name }) => name !== 'httpx transport');
}
