import { unknownLayer } from '../policy/layer';
import { absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import type { LibraryModel, Limiter, Many, Tools } from './model';
import { numberOption } from './options';

const languages = ['typescript', 'tsx', 'javascript'] as const;

/** p-limit 7.3.3: `const limit = pLimit(5); limit(() => ...)`; since 6 `limit.map(items, fn)`. */
export const pLimit: LibraryModel = { ...limiter('p-limit', ['', 'map'], limitOfPLimit), fanOut: ({ callee }, tools) => fanOutOf(callee, 'p-limit', ['map'], limitOfPLimit, tools) };

/** p-queue 9.3.5: `new PQueue({ concurrency: 5 }).add(() => ...)`. */
export const pQueue: LibraryModel = limiter('p-queue', ['add', 'addAll'], (of, tools) => tools.option(of, 'concurrency'));

/**
 * bottleneck 2.19.5: `new Bottleneck({ maxConcurrent: 5 }).schedule(() => ...)`. A job is run again only where a
 * listener of its `failed` event returns a number (`lib/Job.js`): which errors those are is not read.
 */
export const bottleneck: LibraryModel = {
  name: 'bottleneck',
  languages,
  wrapper: (use, tools) => {
    const found = limiter('bottleneck', ['schedule', 'wrap'], (of, tools_) => tools_.option(of, 'maxConcurrent')).wrapper?.(use, tools);
    if (!found || use.callee.kind !== 'result') return found;
    const { of } = use.callee;
    const failed = (of.chunk.file.calls.get('on') ?? []).find((ref) => {
      const event = ref.call.args[0]?.value;
      return event?.kind === 'string' && event.value === 'failed' && tools.resolveCallee(ref).some((value) => value.kind === 'result' && value.of.call === of.call);
    });
    return failed ? unknownLayer({ kind: 'library', name: 'bottleneck', at: absolute(failed.chunk, failed.call.span) }) : found;
  },
};

/** p-throttle 8.1.1: `pThrottle({ limit, interval })(fn)` starts so many calls an interval; how many run at once it does not bound. */
export const pThrottle: LibraryModel = limiter('p-throttle', [''], () => undefined);

type LimitOf = (of: Extract<Value, { kind: 'result' }>['of'], tools: Tools) => Place | 'unknown' | undefined;

function limitOfPLimit(of: Parameters<LimitOf>[0], tools: Tools): ReturnType<LimitOf> {
  return tools.option(of, 'concurrency') ?? tools.argument(of, 0);
}

function limiter(name: string, methods: readonly string[], limitOf: LimitOf): LibraryModel {
  return {
    name,
    languages,
    wrapper: ({ callee }, tools): Limiter | undefined => {
      const found = fanOutOf(callee, name, methods, limitOf, tools);
      return found && { kind: 'limiter', ...(found.limit !== undefined && { limit: found.limit }) };
    },
  };
}

function fanOutOf(callee: Value, name: string, methods: readonly string[], limitOf: LimitOf, tools: Tools): Many | undefined {
  if (callee.kind !== 'result' || !methods.includes(callee.path.join('.'))) return undefined;
  const { callee: maker, of } = callee;
  if (maker.kind !== 'symbol' || maker.module !== name) return undefined;
  const limit = numberOption(limitOf(of, tools), tools);
  return typeof limit === 'number' ? { limit } : { isBounded: true };
}
