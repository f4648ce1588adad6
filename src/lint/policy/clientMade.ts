import type { ClaudeCall } from '../call';
import type { CallFact, Expr } from '../facts/facts';
import type { RequestMatch } from '../libraries/model';
import { type CallRef, type Chunk, absolute, calleeName, functionAround, isWithin, outward } from '../program/fileView';
import { perDeclaration } from '../program/perDeclaration';
import { bindingsWithin } from '../program/regions';

/** Whether a call's client is made anew for each of several calls, though nothing in the making differs between them. */
export function clientMade(ref: CallRef, { client, via }: RequestMatch, { kind, at }: ClaudeCall['fanOut']): ClaudeCall['clientMade'] {
  const { chunk, call } = ref;
  if (via !== 'sdk' || client?.chunk !== chunk || isKept(client)) return undefined;
  const { start, end } = absolute(chunk, client.call.span);
  const made = (each: 'turn' | 'call') => ({ each, span: { start, end } });
  for (const { id, region } of outward(chunk, client.call.region)) {
    if (region.kind === 'loop') return isWithin(chunk, call.region, id) && !differs(client, id) ? made('turn') : undefined;
    if (region.kind !== 'function') continue;
    const around = absolute(chunk, region.span);
    const repeats = kind !== 'none' && at !== undefined && !(at.file === around.file && around.start <= at.start && at.end <= around.end);
    return repeats && isWithin(chunk, call.region, id) && !differs(client, id) ? made('call') : undefined;
  }
  return undefined;
}

/** `self.client = Anthropic()` and `client ??= new Anthropic()` keep it for the next time. */
function isKept({ chunk, call }: CallRef): boolean {
  if ((chunk.index.callNames.get(call) ?? []).some(({ cls, scope }) => cls !== undefined || scope === undefined)) return true;
  return fallbacks(chunk).has(call);
}

/** The calls in `client ??= make()` and `client = client or make()`. */
const fallbacks = perDeclaration(({ facts }): ReadonlySet<CallFact> => new Set(facts.bindings.flatMap(({ value }) => (value?.kind === 'binary' && (value.op === '??' || value.op === '||') && value.right.kind === 'call' ? (facts.calls[value.right.call] ?? []) : []))));

/** Whether what a client is made of can be another thing each time: something that is bound in the region, or that nobody can tell. */
function differs({ chunk, call }: CallRef, region: number): boolean {
  const inside = new Set(bindingsWithin(chunk, region).map(({ name }) => name));
  const own = chunk.facts.regions[region];
  if (own?.kind === 'loop') for (const name of own.loop.variables) inside.add(name);
  const isLoop = own?.kind === 'loop';
  const fn = isLoop ? undefined : functionAround(chunk, region)?.fn;
  for (const { names } of fn?.params ?? []) for (const { name } of names) inside.add(name);
  return call.args.some(({ value }) => mayDiffer(value, { chunk, inside, isLoop }));
}

interface Inside {
  readonly chunk: Chunk;
  readonly inside: ReadonlySet<string>;
  readonly isLoop: boolean;
}

function mayDiffer(expr: Expr, at: Inside): boolean {
  const { chunk, inside, isLoop } = at;
  switch (expr.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return false;
    case 'name':
      return inside.has(expr.name);
    case 'this':
      // A setting can be another one by the next call; in one loop it stays.
      return !isLoop;
    case 'member':
      return mayDiffer(expr.object, at);
    case 'template':
      return expr.parts.some((part) => typeof part !== 'string' && mayDiffer(part, at));
    case 'binary':
      return mayDiffer(expr.left, at) || mayDiffer(expr.right, at);
    case 'list':
      return expr.items.some((item) => mayDiffer(item, at));
    case 'object':
      return [...expr.entries.map(({ value }) => value), ...expr.spreads].some((value) => mayDiffer(value, at));
    case 'call': {
      const called = chunk.facts.calls[expr.call];
      if (!called || called.args.some(({ value }) => mayDiffer(value, at)) || mayDiffer(called.callee, at)) return true;
      return !isLoop && !/^(?:getenv|get|Number|int|float|str|String|Default(?:Async)?HttpxClient)$/.test(calleeName(called) ?? '');
    }
    default:
      return true;
  }
}
