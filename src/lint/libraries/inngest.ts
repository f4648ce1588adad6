import { unknownLayer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import type { Value } from '../program/value';
import type { LibraryModel } from './model';

const languages = ['typescript', 'tsx', 'javascript'] as const;

/** Inngest runs `step.run(id, fn)` again when it fails, as often as the function's `retries` say (4 by default): https://www.inngest.com/docs/features/inngest-functions/error-retries/retries. How long it waits is its server's business. */
export const inngest: LibraryModel = {
  name: 'inngest',
  languages,
  wrapper: ({ ref, callee, callback }) => {
    const at = absolute(ref.chunk, ref.call.callee.span);
    if (callback >= 1 && callee.kind !== 'function' && steps.has(written(ref))) return unknownLayer({ kind: 'library', name: 'a step that is run again', at });
    return callback >= 1 && isInngest(callee) ? unknownLayer({ kind: 'library', name: 'a function of inngest', at }) : undefined;
  },
};

/** `inngest.createFunction(options, trigger, fn)`: what fails outside of its steps runs the function again. */
function isInngest(callee: Value): boolean {
  const made = callee.kind === 'result' ? callee.callee : callee.kind === 'typed' ? callee.type : undefined;
  return made?.kind === 'symbol' && made.module === 'inngest' && 'path' in callee && callee.path.at(-1) === 'createFunction';
}

/** Cloudflare's Workflows call theirs `step.do`; its options may stand before the function. */
const steps = new Set(['step.run', 'step.do', 'step.ai.wrap']);

/** Trigger.dev runs a task again as its `retry` or the project's configuration says: https://trigger.dev/docs/errors-retrying. */
export const triggerDev: LibraryModel = {
  name: '@trigger.dev/sdk',
  languages,
  wrapper: ({ ref, callee, key }) =>
    key === 'run' && callee.kind === 'symbol' && /^@trigger\.dev\/sdk(?:\/|$)/.test(callee.module) ? unknownLayer({ kind: 'library', name: '@trigger.dev/sdk', at: absolute(ref.chunk, ref.call.callee.span) }) : undefined,
};

function written({ call: { callee } }: CallRef): string {
  const parts: string[] = [];
  let expr = callee;
  for (; expr.kind === 'member'; expr = expr.object) parts.unshift(expr.name);
  return [...(expr.kind === 'name' ? [expr.name] : []), ...parts].join('.');
}
