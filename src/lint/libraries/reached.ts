import type { Scenario } from '../program/abstract';
import { type CallRef, type FunctionRef, functionAround, isWithin } from '../program/fileView';
import type { Tools, WrapperUse } from './model';
import { written } from './written';

/**
 * Whether a call is made in a scenario. In the function that a wrapper runs, the run is followed; in a function of its
 * own within that, such as the one in `.catch(error => ...)`, from that one's start.
 */
export function reached(call: CallRef, use: WrapperUse, scenario: Scenario, tools: Tools): boolean | undefined {
  const home = functionAround(call.chunk, call.call.region);
  if (!home || home.fn === use.inner?.fn) return use.reaches(call, scenario);
  return tools.ends(home, use.errors, scenario, { call });
}

/** The calls within a function of one of its parameters, or of a member of it: `bail(error)`, `context.abort()`. */
export function callsOfParam({ chunk, fn, context }: FunctionRef, index: number, path: readonly string[] = []): readonly CallRef[] {
  const [bound] = fn.params[index]?.names.filter((one) => one.path.join('.') === path.slice(0, one.path.length).join('.')) ?? [];
  if (!bound) return [];
  const wanted = [bound.name, ...path.slice(bound.path.length)].join('.');
  return chunk.facts.calls.filter((call) => written(call.callee) === wanted && isWithin(chunk, call.region, fn.region)).map((call) => ({ chunk, call, ...(context && { context }) }));
}
