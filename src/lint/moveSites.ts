import { mapCall, mapLayers } from './mapLocations';
import type { Site } from './site';
import type { Change, Location, Span } from './source';

/** Calls after a change that touched nothing which they rest on: what stands behind it has moved. */
export function moveSites(sites: readonly Site[], { start, oldEnd, newEnd }: Change): readonly Site[] {
  const by = newEnd - oldEnd;
  if (by === 0 || sites.length === 0) return sites;
  const moved = <T extends Span>(at: T): T => (at.start < start ? at : { ...at, start: at.start + by, end: at.end + by });
  return sites.map((site) => {
    const { path } = site.ref.chunk.file;
    const here = (at: Location): Location => (at.file === undefined || at.file === path ? moved(at) : at);
    const call = mapCall(site.call, here);
    return {
      ...site,
      call: {
        ...call,
        span: moved(call.span),
        calleeSpan: moved(call.calleeSpan),
        ...(call.modelAt && { modelAt: moved(call.modelAt) }),
        ...(call.blocks && { blocks: { ...call.blocks, span: moved(call.blocks.span) } }),
        ...(call.errorTextAt && { errorTextAt: moved(call.errorTextAt) }),
        ...(call.streamErrors && { streamErrors: { ...call.streamErrors, span: moved(call.streamErrors.span) } }),
        ...(call.outputAgain && { outputAgain: { ...call.outputAgain, span: moved(call.outputAgain.span) } }),
        ...(call.clientMade && { clientMade: { ...call.clientMade, span: moved(call.clientMade.span) } }),
      },
      request: { ...site.request, layers: mapLayers(site.request.layers, here) },
    };
  });
}
