import { isClassOf } from '../libraries/isClassOf';
import type { Draft } from '../libraries/repairsOf';
import { type CallRef, absolute, outward } from '../program/fileView';
import { regionsOfTry } from '../program/regions';
import { tools } from '../program/tools';
import type { Layer, Write } from './layer';
import { isOwn } from './waitRepairs';

interface Caught {
  readonly ref: CallRef;
  readonly loop: number;
  readonly layer: Layer;
}

/**
 * How a 529 is let in where the one handler around a request in Python catches a RateLimitError: by the status, which the error
 * of any version of the SDK has; of which class that of a 529 is depends on the version.
 */
export function overloadedClass({ ref, loop, layer }: Caught): Draft | undefined {
  const { chunk } = ref;
  // What reads a wait off the error may not find it in that of a 529.
  if (chunk.file.language !== 'python' || layer.covers429 !== true || layer.covers529 !== false || layer.retryAfter !== 'ignored') return undefined;
  const within = [...outward(chunk, ref.call.region)];
  const tries = within.slice(0, within.findIndex(({ id }) => id === loop)).filter(({ region }) => region.kind === 'try');
  const [attempt, ...more] = tries;
  if (!attempt || more.length > 0) return undefined;
  const handlers = regionsOfTry(chunk, attempt.id).flatMap((id) => {
    const region = chunk.facts.regions[id];
    return region?.kind === 'handler' ? [region] : [];
  });
  const [handler, ...others] = handlers;
  const [type, ...types] = handler?.types ?? [];
  if (!handler || !type || others.length + types.length > 0 || !isClassOf({ chunk, region: handler.parent, expr: type }, 'RateLimitError', tools)) return undefined;
  // `except (RateLimitError):` has no place for a name behind its class.
  if (handler.name === undefined && type.span.start !== handler.span.start + 'except '.length) return undefined;
  const { end, ...at } = absolute(chunk, type.span);
  const fresh = handler.name === undefined ? ['error', 'failure', 'claude_error'] : undefined;
  const name = handler.name ?? 'error';
  const writes: readonly Write[] = [
    { at: { ...at, end }, text: `APIStatusError${fresh ? ` as ${name}` : ''}`, names: [{ module: 'anthropic', name: 'APIStatusError' }], ...(fresh && { fresh }) },
    { at: { ...at, start: end, end }, text: `if ${name}.status_code not in (429, 529):\n  raise`, isFirst: true, ...(fresh && { fresh }) },
  ];
  return { writes: writes.map((write) => ['', write] as const), safe: isOwn(ref, ref) };
}
