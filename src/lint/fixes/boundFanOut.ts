import type { Arg, CallFact, Expr, FunctionFact } from '../facts/facts';
import { isAtLeast } from '../libraries/versions';
import { type CallRef, type Chunk, absolute, calleeName, functionAround, outward } from '../program/fileView';
import { handingOf } from '../program/handed';
import { callsWithin, exitsOf } from '../program/regions';
import { modulesNear } from '../program/modulesOf';
import { resolve, resolveCallee } from '../program/resolve';
import type { QuickFix } from '../quickFix';
import type { Location, TextEdit } from '../source';
import { gapBefore, insertion } from './edits';
import type { Fix, FixRequest } from './fix';
import type { HelperImport } from './backoffHelper';
import { insertHelper, insertImports } from './helperEdits';
import { isMentioned } from './isMentioned';
import { otherEventLoop } from './otherEventLoop';
import { statementStart } from './statementStart';
import { inStyle, styleOf } from './style';
import { turnHelpers } from './turnHelpers';

/** Few enough that a burst of them passes where a minute's limit is enforced in parts of a minute. */
const atOnce = 4;

/** Lets only a few of the calls run at once that are all started together. */
export const boundFanOut: Fix = {
  id: 'bound-fan-out',
  summary: 'Lets only a few of the calls run at once that are all started together, in their order, by p-limit where the program uses it. Unsafe: they take longer where there is no limit to meet.',
  rules: ['unbounded-fan-out'],
  propose,
};

function propose(asked: FixRequest): QuickFix | undefined {
  const { site: { ref: { chunk: { file } }, call: { fanOut: { at } } } } = asked;
  if (!at || at.file !== file.path) return undefined;
  const found = file.language === 'python' ? inTurn(asked, at) : mapped(asked, at);
  return found && { fix: boundFanOut.id, title: `Run at most ${atOnce} at once (${found.by})`, safe: false, preferred: true, edits: found.edits, atOnce };
}

interface Bounded {
  /** What does it. */
  readonly by: string;
  readonly edits: readonly TextEdit[];
}

function helperFor({ site: { ref: { chunk: { file } } }, sites, text, parts, remember }: FixRequest) {
  const { language } = file;
  return remember(boundFanOut.id, () => insertHelper(turnHelpers[language], [], { file, language, sites, text, parts }));
}

function isAt(chunk: Chunk, span: { readonly start: number; readonly end: number }, { start, end }: Location): boolean {
  const own = absolute(chunk, span);
  return own.start === start && own.end === end;
}

// ------------------------------------------------------------------------------ TypeScript, JavaScript

/** `items.map(ask)` becomes `items.map(atMost(4, ask))`, and `pMap(items, ask)` gets its `concurrency`. */
function mapped(asked: FixRequest, at: Location): Bounded | undefined {
  const ref = callAt(asked, at);
  if (!ref) return undefined;
  const { chunk, call } = ref;
  const name = calleeName(call) ?? '';
  if (call.args.some(({ spread }) => spread)) return undefined;
  if (resolveCallee(ref).some((value) => value.kind === 'symbol' && value.module === 'p-map')) return withConcurrency(ref, asked.text);
  const index = name === 'from' ? 1 : 0;
  const callback = call.args[index];
  if (!['map', 'forEach', 'from'].includes(name) || !callback || call.args.length !== index + 1) return undefined;
  const gathered = gathererOf(ref);
  if (isRepeated(ref, gathered) || !answersLater(asked, ref, callback.value)) return undefined;
  if (!gathered && !isAsync(chunk, call.region, callback.value)) return undefined;
  const limited = withPLimit(asked, ref, callback);
  if (limited) return limited;
  const helper = helperFor(asked);
  const { start, end } = absolute(chunk, callback.span);
  return helper && { by: helper.name, edits: [...helper.edits, insertion(start, `${helper.name}(${atOnce}, `), insertion(end, ')')] };
}

const pLimit = 'p-limit';

/** By the package, where the program uses it: a bound for this fan-out alone, for one that several share could wait for itself. */
function withPLimit(asked: FixRequest, { chunk, call }: CallRef, { value, span }: Arg): Bounded | undefined {
  const { site: { ref: { chunk: { file } } }, sites, text, parts } = asked;
  if (!modulesNear(file).includes(pLimit)) return undefined;
  const { start, end } = absolute(chunk, span);
  const imported = (wanted: HelperImport) => insertImports([wanted], { file, language: file.language, sites, text, parts });
  // 6.1.0 has no `limitFunction`, 6.2.0 has (`index.js`).
  if (isAtLeast(file.program?.versionOf(file, pLimit), '6.2.0') === true) {
    const edits = imported({ statement: `import { limitFunction } from '${pLimit}';`, module: pLimit, names: ['limitFunction'] });
    return edits && { by: pLimit, edits: [...edits, insertion(start, 'limitFunction('), insertion(end, `, { concurrency: ${atOnce} })`)] };
  }
  const edits = imported({ statement: `import pLimit from '${pLimit}';`, required: `const pLimit = require('${pLimit}');`, module: pLimit, names: ['default'], as: 'pLimit' });
  const line = statementStart(chunk, call.region, call.span, { text, language: file.language });
  const name = ['limit', 'claudeLimit'].find((candidate) => !isMentioned(candidate, chunk, text));
  if (!edits || line === undefined || name === undefined) return undefined;
  const wrapped = inLimit(name, { chunk, call }, { value, span }, text);
  if (!wrapped) return undefined;
  const style = styleOf(text, file.language);
  const indent = /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
  return { by: pLimit, edits: [...edits, insertion(line, `${indent}${inStyle(`const ${name} = pLimit(${atOnce});`, style, file.language)}${style.eol}`), ...wrapped] };
}

/** `ask` becomes `(item) => limit(() => ask(item))`, and what an arrow function does is done within the limit. */
function inLimit(name: string, { chunk, call }: CallRef, { value, span }: Arg, text: string): readonly TextEdit[] | undefined {
  const { start, end } = absolute(chunk, span);
  if (value.kind !== 'function') {
    const item = ['item', 'one'].find((candidate) => !isMentioned(candidate, chunk, text));
    // `map` hands over a place and the list as well.
    const takesOne = functionsOf(chunk, call.region, value).every(({ fn: { params: [first, ...more] } }) => first && !first.rest && more.length === 0);
    return takesOne && item !== undefined ? [insertion(start, `(${item}) => ${name}(() => `), insertion(end, `(${item}))`)] : undefined;
  }
  // Parameters with brackets of their own are left to another way.
  const [, async, head] = /^(async\s*)?((?:\([^()]*\)(?:\s*:[^=(){}]+)?|[\w$]+)\s*=>\s*)/.exec(text.slice(start, end)) ?? [];
  if (head === undefined) return undefined;
  const body = start + (async?.length ?? 0) + head.length;
  return [{ span: { start, end: start + (async?.length ?? 0) }, text: '' }, insertion(body, `${name}(${async === undefined ? '' : 'async '}() => `), insertion(end, ')')];
}

function callAt({ site: { ref: { chunk: { file } } } }: FixRequest, at: Location): CallRef | undefined {
  for (const chunk of file.chunks) {
    const call = chunk.facts.calls.find(({ callee }) => isAt(chunk, callee.span, at));
    if (call) return { chunk, call };
  }
  return undefined;
}

function withConcurrency({ chunk, call }: CallRef, text: string): Bounded | undefined {
  const [, mapper, options] = call.args;
  if (!mapper) return undefined;
  const by = 'concurrency';
  if (!options) return { by, edits: [insertion(absolute(chunk, mapper.span).end, `, { ${by}: ${atOnce} }`)] };
  const [first] = options.value.kind === 'object' && options.value.spreads.length === 0 ? options.value.entries : [];
  if (!first) return undefined;
  const { start } = absolute(chunk, first.span);
  return { by, edits: [insertion(start, `${by}: ${atOnce},${gapBefore(start, text)}`)] };
}

/** `Promise.all` or `Promise.allSettled` that gets what a call makes. */
function gathererOf({ chunk, call }: CallRef): CallFact | undefined {
  return ['all', 'allSettled'].flatMap((name) => chunk.index.calls.get(name) ?? []).find(({ callee, args: [first, ...more] }) => {
    const isPromise = callee.kind === 'member' && callee.object.kind === 'name' && callee.object.name === 'Promise';
    return isPromise && more.length === 0 && first?.value.kind === 'call' && chunk.facts.calls[first.value.call] === call;
  });
}

/** True where the same is done for each of several things: a bound for each is none for all. */
function isRepeated({ chunk, call }: CallRef, gathered: CallFact | undefined): boolean {
  let isOwn = true;
  for (const { region } of outward(chunk, call.region)) {
    if (region.kind === 'loop' && isOwn && gathered?.awaited !== true) return true;
    if (region.kind !== 'function') continue;
    isOwn = false;
    const handed = handingOf(chunk, region.fn);
    if (handed && /^(?:map|flatMap|forEach|from)$/.test(calleeName(handed.ref.call) ?? '')) return true;
  }
  return false;
}

/** The functions that an expression is, if it is one of the program. */
function functionsOf(chunk: Chunk, region: number, expr: Expr): readonly { readonly chunk: Chunk; readonly fn: FunctionFact }[] {
  const fn = expr.kind === 'function' ? chunk.facts.functions[expr.fn] : undefined;
  if (fn) return [{ chunk, fn }];
  return resolve({ chunk, region, expr }).flatMap((value) => (value.kind === 'function' ? [value.of] : []));
}

function isAsync(chunk: Chunk, region: number, expr: Expr): boolean {
  const functions = functionsOf(chunk, region, expr);
  return functions.length > 0 && functions.every(({ fn }) => fn.async);
}

/** True if a callback has its answer once what it returns is settled: it does not start what nobody waits for. */
function answersLater({ site: { ref, handed } }: FixRequest, { chunk, call }: CallRef, expr: Expr): boolean {
  const functions = functionsOf(chunk, call.region, expr);
  const waits = functions.every(({ chunk: home, fn }) => {
    if (fn.generator) return false;
    if (handed !== true && functionAround(ref.chunk, ref.call.region)?.fn === fn && !ref.call.awaited && ref.call.use !== 'returned' && ref.call.use !== 'chained') return false;
    if (fn.async) return true;
    if (fn.result) return fn.result.kind === 'call';
    const exits = exitsOf({ chunk: home, fn });
    return exits.length > 0 && exits.every(({ kind, value }) => kind === 'throw' || (kind === 'return' && value?.kind === 'call'));
  });
  return functions.length > 0 && waits;
}

// ---------------------------------------------------------------------------------------------- Python

/** `ask(item)` for each item becomes `in_turn(limit, ask, item)`, with a semaphore that is made before the outermost loop. */
function inTurn(asked: FixRequest, at: Location): Bounded | undefined {
  const { site: { ref: { chunk: { file } } }, text } = asked;
  if (otherEventLoop(file)) return undefined;
  for (const chunk of file.chunks) {
    const loop = chunk.facts.regions.findIndex((region) => region.kind === 'loop' && isAt(chunk, region.loop.header, at));
    if (loop < 0) continue;
    const call = startedIn(asked, chunk, loop);
    const line = call && lineBefore(chunk, loop, text);
    const helper = line === undefined ? undefined : helperFor(asked);
    const name = ['limit', 'at_once', 'claude_limit'].find((candidate) => !isMentioned(candidate, chunk, text));
    if (!call || line === undefined || !helper || name === undefined) return undefined;
    const indent = /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
    const { start, end } = absolute(chunk, call.callee.span);
    const open = absolute(chunk, call.argsSpan).start + 1;
    const rest = /\S/.test(text.slice(open, absolute(chunk, call.argsSpan).end - 1)) ? `,${/\s/.test(text.charAt(open)) ? '' : ' '}` : '';
    const made = insertion(line, `${indent}${name} = asyncio.Semaphore(${atOnce})${styleOf(text, 'python').eol}`);
    return { by: 'asyncio.Semaphore', edits: [...helper.edits, made, insertion(start, `${helper.name}(${name}, `), { span: { start: end, end: open }, text: rest }] };
  }
  return undefined;
}

/** The one call in a loop that makes a coroutine which is not waited for there. */
function startedIn({ site: { ref, handed } }: FixRequest, chunk: Chunk, loop: number): CallFact | undefined {
  const fn = functionAround(chunk, loop)?.fn;
  const own = callsWithin(chunk, loop).filter((call) => functionAround(chunk, call.region)?.fn === fn && !call.awaited);
  const direct = handed !== true && ref.chunk === chunk && own.includes(ref.call);
  const calls = direct ? [ref.call] : own.filter((call) => isAsync(chunk, call.region, call.callee));
  const [call, ...more] = calls;
  if (!call || more.length > 0 || (fn && !fn.async)) return undefined;
  const [first] = call.args;
  const isGenerator = first?.span.start === call.argsSpan.start;
  return call.argsSpan.start === call.argsSpan.end || isGenerator ? undefined : call;
}

/** The start of the line before which the outermost loop of the function around a loop can be prepared. */
function lineBefore(chunk: Chunk, loop: number, text: string): number | undefined {
  let outermost = loop;
  for (const { id, region } of outward(chunk, loop)) {
    if (region.kind === 'function' || region.kind === 'class') break;
    if (region.kind === 'loop') outermost = id;
  }
  const region = chunk.facts.regions[outermost];
  return region?.kind === 'loop' ? statementStart(chunk, region.parent, region.loop.header, { text, language: 'python' }) : undefined;
}
