import type { ClaudeCall } from '../call';
import type { RequestMatch, Tools } from '../libraries/model';
import { type CallRef, type Chunk, absolute, calleeName, functionAround } from '../program/fileView';
import { perDeclaration } from '../program/perDeclaration';
import { push } from '../program/push';
import type { Value } from '../program/value';
import type { CallFact } from '../facts/facts';

/** Packages whose requests hold up the thread they are sent in. */
const blocking = new Set(['requests', 'urllib.request', 'urllib3', 'http.client', 'boto3']);

/** What holds up the event loop while a call is sent or waited for: the request itself, or a sleep beside it. */
export function blockingWait(ref: CallRef, request: RequestMatch, tools: Tools): ClaudeCall['blocks'] {
  const { chunk, call } = ref;
  const around = functionAround(chunk, call.region);
  if (!around?.fn.async) return undefined;
  const sleep = (sleepsIn(chunk).get(around.fn.region) ?? []).find((one) => tools.resolveCallee({ chunk, call: one }).some(isBlockingSleep));
  if (sleep) return { what: 'sleep', span: spanOf(chunk, sleep) };
  // A method that is handed over runs wherever it is handed to.
  const isCalled = calleeName(call) === request.api.split('.').at(-1) || request.via === 'http';
  const sync = chunk.file.language === 'python' && isCalled && !call.awaited && (blocking.has(request.library) || isSyncClient(request));
  return sync ? { what: 'request', span: { ...spanOf(chunk, { ...call, span: call.callee.span }) } } : undefined;
}

/** A client whose class is known and has no `Async` in its name. */
function isSyncClient({ client, via }: RequestMatch): boolean {
  const name = client && calleeName(client.call);
  return via === 'sdk' && name !== undefined && /^(?:Anthropic\w*|Client)$/.test(name);
}

/** Calls of something named like a sleep, by the region of the function that they stand in. */
const sleepsIn = perDeclaration((chunk): ReadonlyMap<number, readonly CallFact[]> => {
  const found = new Map<number, CallFact[]>();
  for (const name of ['sleep', 'wait'])
    for (const call of chunk.index.calls.get(name) ?? []) {
      const region = functionAround(chunk, call.region)?.fn.region;
      if (region !== undefined && !call.awaited) push(found, region, call);
    }
  return found;
});

/** Python's `time.sleep`, and in JavaScript `Atomics.wait`, the only sleep that is no promise. */
function isBlockingSleep(value: Value): boolean {
  if (value.kind === 'symbol') return value.module === 'time' && value.path.join('.') === 'sleep';
  return value.kind === 'global' && value.path.join('.') === 'Atomics.wait';
}

function spanOf(chunk: Chunk, { span }: Pick<CallFact, 'span'>) {
  const { start, end } = absolute(chunk, span);
  return { start, end };
}
