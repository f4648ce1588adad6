import type { CallRef } from '../program/fileView';
import type { Value } from '../program/value';
import { dotted } from './dotted';
import type { Tools } from './model';

/** Where the function stands among the arguments of what runs it in another thread. */
const runners: ReadonlyMap<string, number> = new Map([
  ['to_thread', 0],
  ['run_sync', 0],
  ['run_in_threadpool', 0],
  ['submit', 0],
  ['run_in_executor', 1],
]);

export const runnerNames: readonly string[] = [...runners.keys()];

/** A call as if it were written out: `client.messages.create(**body)` for `asyncio.to_thread(client.messages.create, **body)`. */
export interface HandedOn {
  readonly ref: CallRef;
  readonly callee: Value;
}

/** The methods that a call runs elsewhere with its further arguments, also through a `functools.partial`. */
export function handedOn(ref: CallRef, tools: Tools): readonly HandedOn[] {
  const { callee } = ref.call;
  const index = callee.kind === 'member' || callee.kind === 'name' ? runners.get(callee.name) : undefined;
  return index === undefined ? [] : run(ref, index, tools);
}

function run(ref: CallRef, index: number, tools: Tools): readonly HandedOn[] {
  const place = tools.argument(ref, index);
  const { call } = ref;
  if (!place) return [];
  return tools.resolve(place).flatMap((callee): readonly HandedOn[] => {
    if (callee.kind === 'function') return [];
    if (callee.kind === 'result' && callee.path.length === 0 && dotted(callee.callee) === 'functools.partial') return run(callee.of, 0, tools);
    return [{ ref: { ...ref, call: { ...call, callee: place.expr, args: call.args.slice(index + 1) } }, callee }];
  });
}
