import type { Binding, CallFact, DeclarationFacts, Exit } from '../facts/facts';

/** What happens directly in a region, in the order it runs. */
export type Event =
  | { readonly kind: 'region'; readonly region: number; readonly start: number; readonly end: number }
  | { readonly kind: 'call'; readonly call: CallFact; readonly start: number; readonly end: number }
  | { readonly kind: 'binding'; readonly binding: Binding; readonly start: number; readonly end: number }
  | { readonly kind: 'exit'; readonly exit: Exit; readonly start: number; readonly end: number };

const known = new WeakMap<DeclarationFacts, ReadonlyMap<number, readonly Event[]>>();

/** The events of a region; a call inside another's arguments, or inside an assignment, comes first. */
export function eventsIn(facts: DeclarationFacts, region: number): readonly Event[] {
  let all = known.get(facts);
  if (!all) {
    all = collect(facts);
    known.set(facts, all);
  }
  return all.get(region) ?? [];
}

function collect(facts: DeclarationFacts): ReadonlyMap<number, readonly Event[]> {
  const events = new Map<number, Event[]>();
  const add = (region: number, event: Event) => {
    const home = facts.regions[region];
    // The header of a counted loop is the loop's own business: see `readLoop`.
    if (home?.kind === 'loop' && event.start >= home.loop.header.start && event.end <= home.loop.header.end) return;
    const list = events.get(region);
    if (list) list.push(event);
    else events.set(region, [event]);
  };
  for (const [id, region] of facts.regions.entries()) if (id > 0) add(region.parent, { kind: 'region', region: id, ...region.span });
  for (const call of facts.calls) add(call.region, { kind: 'call', call, ...call.span });
  for (const binding of facts.bindings) if (binding.cls === undefined) add(binding.region, { kind: 'binding', binding, ...binding.span });
  for (const exit of facts.exits) add(exit.region, { kind: 'exit', exit, ...exit.span });
  for (const list of events.values()) list.sort((a, b) => a.end - b.end || b.start - a.start);
  return events;
}
