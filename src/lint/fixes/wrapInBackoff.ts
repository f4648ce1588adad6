import type { Site } from '../analyze';
import type { QuickFix } from '../linter';
import { isGuard } from '../policy/effectivePolicy';
import { calleeName, outward } from '../program/fileView';
import { resolveCallee } from '../program/resolve';
import type { Value } from '../program/value';
import { insertion } from './edits';
import type { Fix, FixRequest } from './fix';
import { helperEdits } from './helperEdits';
import { withoutSdkRetries } from './withoutSdkRetries';

/** Wraps a call in a helper that sends it again, and writes the helper into the file where it is missing. */
export const wrapInBackoff: Fix = { id: 'wrap-in-backoff', propose };

function propose({ site, finding, sites, text }: FixRequest): QuickFix | undefined {
  const { call, ref } = site;
  const written = withoutTexts(text.slice(call.span.start, call.span.end));
  if (call.policy.layers.some((layer) => isGuard(layer) && layer.covers429 !== false) || !canWrap(site, written)) return undefined;
  const timing = timingOf(site);
  const unlayered = withoutSdkRetries(site, text);
  if (!timing || !unlayered) return undefined;
  const helper = helperEdits({ part: timing, file: ref.chunk.file, language: call.language, sites, text });
  if (!helper) return undefined;
  const guarded = call.policy.layers.some(isGuard);
  return {
    fix: wrapInBackoff.id,
    title: `Wrap in a backoff helper (${helper.name})`,
    // What is there already may re-send connection errors, and callers may use more of an SDK's promise than its value.
    safe: !guarded && (call.via === 'http' || ref.call.awaited || timing === 'blocking'),
    preferred: finding.rule === 'unretried-call' && !guarded,
    edits: [...helper.edits, insertion(call.span.start, `${helper.name}(${opening(site, written)}`), ...unlayered, insertion(call.span.end, ')')],
  };
}

/** Helpers and streams of an SDK: what they return is more than an answer that comes once. */
const unwrappable = new Set(['stream', 'toolRunner', 'tool_runner', 'thread', 'results']);

function canWrap({ call, ref: { chunk, call: fact } }: Site, written: string): boolean {
  if (unwrappable.has(calleeName(fact) ?? '') || fact.use === 'with' || fact.isNew) return false;
  if (/\byield\b/.test(written)) return false;
  if (call.language === 'python') return !/\bawait\b|:=|\bsuper\(|with_streaming_response/.test(written) && !isInClassBody(chunk, fact.region);
  // An APIPromise that nobody awaits here can be asked for more than its value: `.withResponse()`.
  return call.via !== 'sdk' || fact.awaited || fact.use === 'returned';
}

/** A function that stands in a class body does not see the names of the class. */
function isInClassBody(chunk: Site['ref']['chunk'], region: number): boolean {
  for (const { region: found } of outward(chunk, region)) {
    if (found.kind === 'function') return false;
    if (found.kind === 'class') return true;
  }
  return false;
}

/** Whether a call answers at once or later; undefined if it cannot be told. */
function timingOf({ call, ref, request }: Site): 'blocking' | 'async' | undefined {
  if (call.language !== 'python' || ref.call.awaited) return 'async';
  if (call.library === 'requests') return 'blocking';
  const roots = resolveCallee(ref).map(rootName);
  if (roots.some((name) => name.startsWith('Async'))) return 'async';
  return request.client !== undefined || roots.some((name) => name !== '') ? 'blocking' : undefined;
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

/** Code without the strings and comments in it. A template or an f-string can hold code, so there everything stays. */
function withoutTexts(code: string): string {
  return code.includes('`') ? code : code.replace(/(?<!\w)"(?:[^"\\\n]|\\.)*"|(?<!\w)'(?:[^'\\\n]|\\.)*'|\/\/.*|#.*|\/\*[^]*?\*\//g, '');
}

function opening({ call }: Site, written: string): string {
  if (call.language === 'python') return 'lambda: ';
  return /\bawait\b/.test(written) ? 'async () => ' : '() => ';
}
