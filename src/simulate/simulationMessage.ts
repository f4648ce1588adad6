import type { CallPlace, CallToSimulate } from './callToSimulate';
import type { StartingLimits } from './startingLimits';

/** What the page of the simulation asks its window for: it has loaded, or the code is to be read again. */
export interface SimulationRequest {
  readonly type: 'load';
}

/** What the window tells the page: a call, which may be the one it shows, read `again` because the page asked, or that it is gone. */
export type SimulationMessage = { readonly type: 'call'; readonly call: CallToSimulate; readonly starting: StartingLimits; readonly again: boolean } | { readonly type: 'gone'; readonly why: string };

/** True for a request as the page sends it. */
export function isSimulationRequest(message: unknown): message is SimulationRequest {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'load';
}

/** The place that the page has kept with its state; undefined for anything else. */
export function placeIn(state: unknown): CallPlace | undefined {
  const place = typeof state === 'object' && state !== null && 'place' in state ? state.place : undefined;
  if (typeof place !== 'object' || place === null) return undefined;
  const { uri, line, character } = place as Readonly<Record<string, unknown>>;
  return typeof uri === 'string' && isCount(line) && isCount(character) ? { uri, line, character } : undefined;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
