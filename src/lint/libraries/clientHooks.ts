import { type Layer, unknownLayer } from '../policy/layer';
import { type FunctionRef, absolute, calleeName, isWithin } from '../program/fileView';
import { type Holder, nested } from './clientOptions';
import type { Tools } from './model';

/** A hook of got or ky that may send a request again after its answer: what it does is not followed. */
export function hookLayers(client: string, holders: readonly Holder[], tools: Tools): readonly Layer[] {
  const hooks = nested(holders, 'hooks', 'afterResponse', tools);
  if (hooks === undefined || hooks === 'unknown') return [];
  const sends = tools.resolve(hooks).some((value) => {
    if (value.kind !== 'list') return true;
    const { chunk, region, of, context } = value;
    return of.items.some((expr) => tools.resolve({ chunk, region, expr, ...(context && { context }) }).some((item) => item.kind !== 'function' || sendsAgain(item.of, client)));
  });
  return sends ? [unknownLayer({ kind: 'adapter', name: `a hook of ${client}`, at: absolute(hooks.chunk, hooks.expr.span) })] : [];
}

function sendsAgain({ chunk, fn }: FunctionRef, client: string): boolean {
  return chunk.facts.calls.some((call) => isWithin(chunk, call.region, fn.region) && (/retry|fetch|request/i.test(calleeName(call) ?? '') || calleeName(call) === client));
}
