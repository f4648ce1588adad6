import type { Arg, Expr } from '../facts/facts';
import type { Draft } from '../libraries/repairsOf';
import { scenarios } from '../program/abstract';
import { type CallRef, type Chunk, absolute, functionAround, outward } from '../program/fileView';
import type { Run, Slept } from '../program/interpret';
import { bindingsWithin } from '../program/regions';
import { type Sleep, sleepOf } from '../program/sleep';
import type { ImportedName, Write } from './layer';

/** Whoever is told to wait longer hears of it. */
const longest = 120;

interface Waiting {
  readonly chunk: Chunk;
  /** The region that the retrying goes on in: a loop, or a function that calls itself. */
  readonly home: number;
  /** Up to the first wait after a 429 that names a time beyond all limits. */
  readonly told: Run;
  /** After failures that name no time. */
  readonly untold: readonly Run[];
}

/** How a wait that lasts as long as the server says is bounded: where its error is at hand it is raised again, else the wait is cut. */
export function boundedWait({ chunk, home, told, untold }: Waiting): Draft | undefined {
  const [ref, ...others] = callsOf(told.met.sleeps.filter(({ seconds }) => seconds !== 'unknown' && seconds >= scenarios.toldLong.toldSeconds / 2));
  // A wait of its own that is that long would end the retries as well.
  if (!ref || others.length > 0 || !untold.every(({ met }) => met.sleeps.every(({ seconds, isTold }) => isTold || (seconds !== 'unknown' && seconds <= longest)))) return undefined;
  const sleep = sleepOf(ref);
  const limit = typeof sleep === 'string' ? undefined : Math.round(longest / sleep.unit);
  if (typeof sleep === 'string' || limit === undefined || sleep.amount.name !== undefined || sleep.amount.spread) return undefined;
  const error = ref.chunk === chunk && ref.call.use === 'statement' ? errorAt(ref, home) : undefined;
  return error === undefined ? cut(ref, sleep.amount, limit) : givingUp(ref, sleep, { limit, error });
}

/** The calls of sleeps, each once. */
export function callsOf(sleeps: readonly Slept[]): readonly CallRef[] {
  return [...new Map(sleeps.map(({ ref }) => [ref.call, ref])).values()];
}

/** The statement that raises again what a handler around a call has caught, if that ends the retrying. */
function errorAt({ chunk, call }: CallRef, home: number): string | undefined {
  let raising: string | undefined;
  for (const { id, region } of outward(chunk, call.region)) {
    if (id === home) return raising;
    if (region.kind === 'handler' && raising === undefined) {
      const { name } = region;
      if (chunk.file.language === 'python') raising = 'raise';
      else if (name !== undefined && !bindingsWithin(chunk, id).some((binding) => binding.name === name && binding.value !== undefined)) raising = `throw ${name}`;
      else return undefined;
    } else if (region.kind !== 'then' && region.kind !== 'else') return undefined;
  }
  return undefined;
}

function givingUp({ chunk, call }: CallRef, { amount }: Sleep, { limit, error }: { readonly limit: number; readonly error: string }): Draft {
  const start = absolute(chunk, { start: call.span.start, end: call.span.start });
  const python = chunk.file.language === 'python';
  const test = (over: string, most: number) => (python ? `if ${over} > ${coded(most, chunk)}:\n  ${error}` : `if (${over} > ${coded(most, chunk)}) ${error};`);
  const draft = (...writes: readonly Write[]): Draft => ({ writes: writes.map((write) => [python ? 'raise' : 'throw', write] as const), safe: false });
  const { value } = amount;
  const isWhole = amount.span.start === value.span.start && amount.span.end === value.span.end;
  if (isWhole && value.kind === 'name') return draft({ at: start, text: test(value.name, limit), isAhead: true });
  const factor = isWhole && value.kind === 'binary' && value.op === '*' && value.left.kind === 'name' && value.right.kind === 'number' ? value.right.value : undefined;
  if (factor !== undefined && value.kind === 'binary' && value.left.kind === 'name' && Number.isInteger(limit / factor)) return draft({ at: start, text: test(value.left.name, limit / factor), isAhead: true });
  const fresh = python ? ['wait', 'seconds', 'wait_seconds'] : ['wait', 'waitMs', 'waitTime'];
  const [name = ''] = fresh;
  const at = absolute(chunk, amount.span);
  return draft({ at: start, text: `${python ? '' : 'const '}${name} = …${python ? '' : ';'}\n${test(name, limit)}`, isAhead: true, copied: at, fresh }, { at, text: name, fresh });
}

function cut({ chunk }: CallRef, amount: Arg, limit: number): Draft | undefined {
  const python = chunk.file.language === 'python';
  const by = python ? 'min' : 'Math.min';
  if (isOwnName(chunk, python ? 'min' : 'Math')) return undefined;
  return { writes: around(chunk, amount, { before: `${by}(`, behind: `, ${coded(limit, chunk)})` }).map((write) => [by, write] as const), safe: false };
}

function around(chunk: Chunk, { span }: Arg, { before, behind, names }: { readonly before: string; readonly behind: string; readonly names?: readonly ImportedName[] }): readonly Write[] {
  const { start, end } = span;
  const written: Write[] = [
    { at: absolute(chunk, { start, end: start }), text: before },
    { at: absolute(chunk, { start: end, end }), text: behind, ...(names && { names }) },
  ];
  return before === '' ? written.slice(1) : written;
}

function isOwnName({ file, index }: Chunk, name: string): boolean {
  return file.names.has(name) || file.imports.has(name) || index.bindings.has(name);
}

/** A number as people write it in the language of a file. */
export function coded(value: number, { file }: Chunk): string {
  return file.language === 'python' || value < 10_000 ? String(value) : String(value).replace(/(?<=\d)(?=(?:\d{3})+$)/g, '_');
}

interface Drawing {
  readonly ref: CallRef;
  /** After a 429 that names no time. */
  readonly limited: Run;
}

/** How chance gets a part in the one wait of a loop: it only lengthens it, so that what the server says is kept. */
export function drawnWait({ ref, limited }: Drawing): Draft | undefined {
  const [call, ...others] = callsOf(limited.met.sleeps);
  const sleep = call && others.length === 0 ? sleepOf(call) : 'none';
  if (!call || typeof sleep === 'string' || sleep.amount.name !== undefined || sleep.amount.spread) return undefined;
  const { chunk } = call;
  const { amount } = sleep;
  const python = chunk.file.language === 'python';
  if (!python && isOwnName(chunk, 'Math')) return undefined;
  const isPlain = isFactor(amount.value) && amount.span.start === amount.value.span.start && amount.span.end === amount.value.span.end;
  const drawn = python ? 'uniform(1, 1.5)' : '(1 + Math.random() / 2)';
  const writes = around(chunk, amount, { before: isPlain ? '' : '(', behind: `${isPlain ? '' : ')'} * ${drawn}`, ...(python && { names: [{ module: 'random', name: 'uniform' }] }) });
  return { writes: writes.map((write) => ['', write] as const), safe: isOwn(call, ref) };
}

function isFactor({ kind }: Expr): boolean {
  return kind === 'name' || kind === 'member' || kind === 'number' || kind === 'call' || kind === 'index';
}

/** True for a sleep in the function of a request that nobody hands in: nothing else waits there. */
export function isOwn(sleep: CallRef, { chunk, call }: CallRef): boolean {
  const fn = functionAround(chunk, call.region)?.fn;
  if (sleep.chunk !== chunk || functionAround(chunk, sleep.call.region)?.fn !== fn) return false;
  const { callee } = call;
  const params = [...outward(chunk, call.region)].flatMap(({ region }) => (region.kind === 'function' ? (chunk.facts.functions[region.fn]?.params ?? []) : []));
  return callee.kind !== 'name' || !params.some(({ names }) => names.some(({ name }) => name === callee.name));
}
