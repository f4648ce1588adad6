import { type Layer, unknownLayer } from '../policy/layer';
import type { Abstract } from '../program/abstract';
import { type CallRef, absolute, outward } from '../program/fileView';
import { handingOf } from '../program/handed';
import type { Value } from '../program/value';
import { coverage } from './coverage';
import type { LibraryModel, Tools, WrapperUse } from './model';
import { numberOption } from './options';
import { totalWait } from './waits';

const languages = ['typescript', 'tsx', 'javascript'] as const;

/**
 * Inngest runs what fails again, up to 4 times or as often as `retries` of the function says, each step for itself; a
 * step that has given up is not run again with the rest of the function.
 * https://www.inngest.com/docs/features/inngest-functions/error-retries/retries
 */
export const inngest: LibraryModel = {
  name: 'inngest',
  languages,
  wrapper: (use, tools) => {
    const { ref, callee, callback, from } = use;
    if (callback < 1) return undefined;
    if (callee.kind !== 'function' && steps.test(written(ref))) return stepLayer(use, tools);
    if (!isInngest(callee) || (from && isStepped(from))) return undefined;
    return layer('a function of inngest', ref, use, tools);
  },
};

/** Waits after each failure, to which its server adds up to 30 s by chance: `pkg/backoff/backoff.go` of inngest/inngest. */
const waits = [15, 30, 60, 120, 300, 600, 1200, 2400, 3600, 7200];

/** What a function that `made` makes puts around a step of it, or around its code. */
function layer(name: string, made: CallRef, use: WrapperUse, tools: Tools): Layer | undefined {
  const retries = numberOption(tools.option(made, 'retries', 0), tools) ?? 4;
  if (retries === 0) return undefined;
  const attempts = typeof retries === 'number' ? retries + 1 : retries;
  return {
    kind: 'library',
    name,
    attempts,
    ...coverage('inngest', use, attempts, (scenario) => isRetriable(use.answers(scenario).raised)),
    retryAfter: 'ignored',
    maxWaitSeconds: totalWait(retries, (retry) => waits[retry - 1] ?? waits.at(-1)),
    jitter: true,
    redelivers: true,
    implicit: false,
    at: absolute(use.ref.chunk, use.ref.call.callee.span),
  };
}

/** Not so for a `NonRetriableError`, and not told for an error of the program's own, which may be one. */
function isRetriable(raised: Abstract): boolean | undefined {
  if (raised.is !== 'error' || !raised.made) return true;
  const { cls, name = '' } = raised.made;
  if (cls) return undefined;
  return name !== 'NonRetriableError';
}

/** The function that a step stands in says how often. */
function stepLayer(use: WrapperUse, tools: Tools): Layer | undefined {
  const { ref } = use;
  for (const { region } of outward(ref.chunk, ref.call.region)) {
    const handing = region.kind === 'function' ? handingOf(ref.chunk, region.fn) : undefined;
    if (handing && tools.resolveCallee(handing.ref).some(isInngest)) return layer(stepName, handing.ref, use, tools);
  }
  return unknownLayer({ kind: 'library', name: stepName, at: absolute(ref.chunk, ref.call.callee.span) });
}

const stepName = 'a step that is run again';

/** True for a step, and for what gets the steps to use. */
function isStepped(ref: CallRef): boolean {
  return steps.test(written(ref)) || ref.call.args.some(({ value }) => value.kind === 'name' && value.name === 'step');
}

/** `inngest.createFunction(options, trigger, fn)`: what fails outside of its steps runs the function again. */
function isInngest(callee: Value): boolean {
  const made = callee.kind === 'result' ? callee.callee : callee.kind === 'typed' ? callee.type : undefined;
  return made?.kind === 'symbol' && made.module === 'inngest' && 'path' in callee && callee.path.at(-1) === 'createFunction';
}

/** Cloudflare's Workflows call theirs `step.do`; its options may stand before the function. */
const steps = /(?:^|\.)step\.(?:run|do|ai\.wrap)$/;

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
