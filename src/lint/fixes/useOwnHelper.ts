import { effectivePolicy, isGuard, mayBeGuarded } from '../policy/effectivePolicy';
import type { Layer } from '../policy/layer';
import type { QuickFix } from '../quickFix';
import { rules } from '../rules/index';
import type { Site } from '../site';
import type { RuleId } from '../finding';
import type { Fix, FixRequest } from './fix';
import { type OwnHelper, ownHelpers } from './ownHelpers';
import { reach } from './reach';
import { retriesOff } from './retriesOff';
import { wrapping } from './wrapping';

/** Wraps a call in the helper or decorator that the program has for this already, found by what it does. */
export const useOwnHelper: Fix = {
  id: 'use-own-helper',
  summary: 'Wraps the call in the retry helper or decorator that the program has already, found by what it does, imports it where that is missing, and leaves the retries to it. Safe where the helper is used around a Claude call already and nothing but sending again can change.',
  rules: ['unretried-call', 'ineffective-retry', 'weak-retry'],
  propose,
};

function propose(asked: FixRequest): QuickFix | undefined {
  const { site, finding, text, remember } = asked;
  const wrap = wrapping(site, text);
  if (!wrap) return undefined;
  const { timing } = wrap;
  const { throws, errors } = site.request;
  const helpers = remember(`${useOwnHelper.id} ${timing} ${String(throws)} ${errors}`, () => ownHelpers(site, timing));
  const before = new Set(saidOf(site.call));
  for (const helper of helpers) {
    const left = mends(helper, { site, before, rule: finding.rule });
    const way = left && reach(helper, asked);
    if (!way) continue;
    const guarded = site.call.policy.layers.some(isGuard);
    const isHelper = helper.form === 'helper';
    // A decorator's call gets arguments that are there already.
    const safe = !guarded && helper.uses.length > 0 && helper.keepsError && (wrap.onlyResends || !isHelper);
    const title = `Wrap in the program’s own retry ${isHelper ? 'helper' : 'decorator'} (${way.name})`;
    const edits = isHelper ? wrap.edits(way.name) : wrap.decorated(helper.form === 'factory' ? `${way.name}()` : way.name);
    return { fix: useOwnHelper.id, title, safe, preferred: safe && left.length === 0 && isCustom(asked), edits: [...way.edits, ...edits] };
  }
  return undefined;
}

/** True for a call that the SDK does not re-send itself, and for one of a client whose other calls are guarded already, or may be in the file that it is from. */
function isCustom({ site: { call, ref, request: { client } }, sites }: FixRequest): boolean {
  return call.via !== 'sdk' || (client !== undefined && client.chunk.file !== ref.chunk.file) || (client !== undefined && sites.some((other) => other.request.client?.call === client.call && mayBeGuarded(other.call.policy)));
}

/** What may be worse than it should, in a helper that is there, and is no reason to write another. */
const bearable = new Set<RuleId>(['retry-after-ignored', 'missing-jitter', 'unbounded-wait']);

/** What rules say of the call once it is wrapped and did not say before; undefined where that is no better. */
function mends({ layers }: OwnHelper, { site, before, rule }: { readonly site: Site; readonly before: ReadonlySet<RuleId>; readonly rule: RuleId }): readonly RuleId[] | undefined {
  const next = { ...site.call, policy: effectivePolicy(around(site, layers)) };
  const after = saidOf(next);
  const fresh = after.filter((id) => !before.has(id));
  const isBearable = fresh.length === 0 || (rule !== 'weak-retry' && fresh.every((id) => bearable.has(id)));
  return next.policy.covers429 === true && next.policy.covers529 === true && typeof next.policy.attempts === 'number' && !after.includes(rule) && isBearable ? fresh : undefined;
}

/** The rules that have something to say of a call. */
function saidOf(call: Site['call']): readonly RuleId[] {
  return rules.filter(({ check }) => check?.(call, { today: undefined }) !== undefined).map(({ id }) => id);
}

/** The layers once the helper is there and the SDK's own retries are off. */
function around({ call: { policy }, request }: Site, helper: readonly Layer[]): readonly Layer[] {
  const own = new Set(request.layers);
  const inner = policy.layers.filter((layer) => own.has(layer)).map(retriesOff);
  return [...inner, ...helper, ...policy.layers.filter((layer) => !own.has(layer))];
}
