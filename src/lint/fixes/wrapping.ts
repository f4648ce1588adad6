import type { LanguageId } from '../call';
import type { Region } from '../facts/facts';
import { isGuard, mayBeGuarded } from '../policy/effectivePolicy';
import { type Chunk, absolute, calleeName, functionAround, outward } from '../program/fileView';
import { resolveCallee } from '../program/resolve';
import type { Value } from '../program/value';
import type { QuickFix } from '../quickFix';
import type { Site } from '../site';
import type { TextEdit } from '../source';
import { insertion } from './edits';
import type { FixRequest } from './fix';
import { withoutSdkRetries } from './requestRetries';

/** How a call is handed to a function that sends it again. */
export interface Wrapping {
  /** Whether the call answers at once or later. */
  readonly timing: 'blocking' | 'async';
  /** True if nothing changes but how often the request is sent: the arguments may be evaluated again, and nobody uses more than the answer. */
  readonly onlyResends: boolean;
  /** The edits that hand it to the function of this name, and switch the SDK's own retries off. */
  readonly edits: (name: string) => readonly TextEdit[];
  /** The edits that call what a decorator makes of the method that is called, and switch the SDK's own retries off. */
  readonly decorated: (decorator: string) => readonly TextEdit[];
}

/** How a call can be wrapped; undefined where a guard sends it again already, and where that may change more than how often it is sent. */
export function wrapping(site: Site, text: string): Wrapping | undefined {
  const { span, language, policy } = site.call;
  if (mayBeGuarded(policy)) return undefined;
  const written = codeOf(text.slice(span.start, span.end), language);
  const timing = !isRepeatedOutside(site) && canWrap(site, written) ? timingOf(site) : undefined;
  const unlayered = timing && withoutSdkRetries(site, text);
  if (!unlayered) return undefined;
  return {
    timing,
    onlyResends: onlyResends(site, timing),
    edits: (name) => [insertion(span.start, `${name}(${opening(site, written)}`), ...unlayered, insertion(span.end, ')')],
    decorated: (decorator) => [insertion(span.start, `${decorator}(`), insertion(absolute(site.ref.chunk, site.ref.call.callee.span).end, ')'), ...unlayered],
  };
}

/** What a call is wrapped in: the name of a function, and the edits that make it known there. */
export interface Wrapper {
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

/** The fix that wraps a call in a helper for calls such as this one. */
export function wrapped(wrap: Wrapping, by: Wrapper, { fix, title, asked: { site: { call: { policy } }, finding } }: Pick<QuickFix, 'fix' | 'title'> & { readonly asked: Pick<FixRequest, 'site' | 'finding'> }): QuickFix {
  // A guard that leaves a 429 alone may re-send connection errors, which would multiply.
  const isGuarded = policy.layers.some(isGuard);
  return { fix, title, safe: !isGuarded && wrap.onlyResends, preferred: finding.rule === 'unretried-call' && !isGuarded, edits: [...by.edits, ...wrap.edits(by.name)] };
}

/** True where a framework repeats the step that the call is part of, which a helper around the call would multiply. */
function isRepeatedOutside({ call, request }: Site): boolean {
  return call.policy.layers.some((layer) => layer.kind === 'framework' && layer.covers429 !== false && !request.layers.includes(layer));
}

/** Helpers and streams of an SDK or a framework: what they return is more than an answer that comes once. */
const unwrappable = new Set(['stream', 'toolRunner', 'tool_runner', 'thread', 'results', 'query', 'streamText', 'streamObject', 'streamEvents', 'callModel']);

/** What they answer or raise has no `status_code`, by which the helper tells an error. */
const withoutStatusCode = new Set(['aiohttp', 'urllib3', 'urllib.request', 'http.client']);

/** The helper tells by `status_code` what to send again, as the errors of these have it; a framework's coroutine must be awaited for it to see any. */
function canWrapFramework({ call, ref: { chunk, call: fact }, request: { errors } }: Site): boolean {
  if ((errors !== 'anthropic' && errors !== 'openai') || call.streaming) return false;
  return fact.awaited || (!/^a(?!pply$)/.test(calleeName(fact) ?? '') && functionAround(chunk, fact.region)?.fn.async !== true);
}

function canWrap(site: Site, written: string): boolean {
  const { call, ref: { chunk, call: fact }, handed } = site;
  if (withoutStatusCode.has(call.library)) return false;
  if (call.language === 'python' && call.via !== 'sdk' && call.via !== 'http' && !canWrapFramework(site)) return false;
  if (handed === true || unwrappable.has(calleeName(fact) ?? '') || fact.use === 'with' || fact.isNew) return false;
  if (/\byield\b/.test(written)) return false;
  if (call.language === 'python') return !/\bawait\b|:=|\bsuper\(|with_streaming_response/.test(written) && !isInClassBody(chunk, fact.region);
  // An APIPromise that nobody awaits here can be asked for more than its value: `.withResponse()`.
  return call.via !== 'sdk' || fact.awaited || fact.use === 'returned';
}

/** A function that stands in a class body does not see the names of the class. */
function isInClassBody(chunk: Chunk, region: number): boolean {
  for (const { region: found } of outward(chunk, region)) {
    if (found.kind === 'function') return false;
    if (found.kind === 'class') return true;
  }
  return false;
}

/** Whether a call answers at once or later; undefined if it cannot be told, or if a lambda would see its names too late. */
function timingOf({ call, ref, request }: Site): Wrapping['timing'] | undefined {
  if (call.language !== 'python' || ref.call.awaited) return 'async';
  if (call.library === 'requests') return 'blocking';
  const roots = resolveCallee(ref).map(rootName);
  // Python's loop variables are shared: `gather(*[ask(q) for q in questions])` would ask the last question every time.
  if (roots.some((name) => name.startsWith('Async'))) return ref.call.use === 'returned' ? 'async' : undefined;
  if (request.client !== undefined || roots.some((name) => name !== '')) return 'blocking';
  // Outside of an async function a coroutine would only pass through.
  return functionAround(ref.chunk, ref.call.region)?.fn.async ? undefined : 'blocking';
}

/** The class or function that a value comes from. */
function rootName(value: Value): string {
  switch (value.kind) {
    case 'result':
      return rootName(value.callee);
    case 'typed':
      return rootName(value.type);
    case 'symbol':
      return value.path.findLast((name) => /^[A-Z]/.test(name)) ?? value.module;
    default:
      return '';
  }
}

/** Functions that give the same result each time and change nothing, by name; `get` is one if it is told what to get. */
const repeatable = /^(?:stringify|dumps|getenv|String|Number|str|int|dict|list|map|filter|join|slice|trim|strip|format|toString|encode|concat|replace|replaceAll|entries|fromEntries|split|lower|upper|toLowerCase|toUpperCase|Headers|URL|timeout)$/;

function onlyResends({ call, ref: { chunk, call: fact } }: Site, timing: Wrapping['timing']): boolean {
  const inside = chunk.facts.calls.filter(({ span }) => span.start >= fact.argsSpan.start && span.end <= fact.argsSpan.end);
  const again = inside.every((inner) => !inner.awaited && (repeatable.test(calleeName(inner) ?? '') || (calleeName(inner) === 'get' && inner.args.length > 0)));
  if (!again || timing === 'blocking' || fact.awaited) return again;
  if (call.via === 'sdk') return false;
  // Later turns of a loop may have changed the names by the time that an earlier one sends again.
  return fact.use === 'returned' || ![...functionOf(chunk, fact.region)].some((region) => region.kind === 'loop');
}

/** The regions around a call within its function. */
function* functionOf(chunk: Chunk, region: number): Generator<Region> {
  for (const { region: found } of outward(chunk, region)) {
    if (found.kind === 'function') return;
    yield found;
  }
}

/** Code without the strings and comments in it, where these can be told for certain: not with templates, f-strings and regular expressions. */
function codeOf(text: string, language: LanguageId): string {
  const texts = language === 'python' ? /(?<!\w)"(?:[^"\\\n]|\\.)*"|(?<!\w)'(?:[^'\\\n]|\\.)*'|#.*/g : /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/.*|\/\*[^]*?\*\//g;
  const code = text.replace(texts, '');
  return /[`'"]|(?<!\/)\/(?!\/)/.test(code) ? text : code;
}

function opening({ call }: Site, written: string): string {
  if (call.language === 'python') return 'lambda: ';
  return /\bawait\b/.test(written) ? 'async () => ' : '() => ';
}
