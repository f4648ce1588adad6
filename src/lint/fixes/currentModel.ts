import { modelLiterals } from '../policy/modelAt';
import { isPrefilled, requestParam } from '../policy/requestParams';
import { resolve } from '../program/resolve';
import { tools } from '../program/tools';
import type { Value, Written } from '../program/value';
import type { QuickFix } from '../quickFix';
import { retirementOf } from '../rules/retiringModel';
import type { Site } from '../site';
import { onceEach } from './edits';
import type { Fix, FixRequest } from './fix';
import { otherText } from './literalText';

/** Names the model that Anthropic recommends in the place of one that is retired, where its name is written. */
export const currentModel: Fix = {
  id: 'current-model',
  summary: 'Names the model that Anthropic recommends in the place of a retired one, where its name is written. Unsafe: another model answers.',
  rules: ['retiring-model'],
  propose,
};

function propose({ site, sites, textOf }: FixRequest): QuickFix | undefined {
  const { model } = site.call;
  const { successor } = retirementOf(site.call) ?? {};
  if (model === undefined || successor === undefined) return undefined;
  const literals = modelLiterals(site.ref, site.request, tools);
  // Another provider has names of its own.
  const sharing = sites.filter(({ call, ref, request }) => call.model === model && modelLiterals(ref, request, tools).some(({ expr }) => literals.some((one) => one.expr === expr)));
  if (!sharing.every((one) => one.call.provider === 'anthropic' && takes(one, successor))) return undefined;
  const edits = literals.flatMap((literal) => (hasLiteralType(literal) ? [] : (otherText(literal, model, successor, textOf) ?? [])));
  if (edits.length === 0 || edits.length < literals.length) return undefined;
  return { fix: currentModel.id, title: `Change the model to ${successor}`, safe: false, preferred: true, edits: onceEach(edits) };
}

/** True where a constant or a parameter has a type of the program's own, which can allow no other name. */
function hasLiteralType({ chunk, expr }: Written): boolean {
  if (chunk.file.language === 'python') return false;
  const { bindings, functions } = chunk.facts;
  const bound = bindings.filter(({ value }) => value === expr);
  const defaults = functions.flatMap(({ params, region }) => params.filter(({ fallback }) => fallback === expr).map(({ types }) => ({ types, region })));
  return [...bound, ...defaults].some(({ types, region }) => types.some((type) => !resolve({ chunk, region, expr: type }).every(isOfSdk)));
}

function isOfSdk(type: Value): boolean {
  return type.kind === 'symbol' && type.module.startsWith('@anthropic-ai/sdk');
}

const sampling = ['temperature', 'top_p', 'top_k', 'topP', 'topK'];

/** What the successors answer with a 400: the migration guides of https://platform.claude.com/docs/en/models, such as sonnet-5-5/migration-guide. */
const refused: Readonly<Record<string, readonly string[]>> = {
  'claude-opus-4-8': [...sampling, 'thinking'],
  'claude-sonnet-5-5': [...sampling, 'thinking', 'tool_choice', 'toolChoice'],
};

/** False for a request that says something that its model took and the successor is known to refuse. */
function takes({ ref, request, call: { api } }: Site, successor: string): boolean {
  // No model of today completes a prompt.
  if (api === 'completions.create' || api.endsWith('/v1/complete')) return false;
  const given = (name: string) => requestParam(ref, request, name, tools) !== undefined;
  if ((refused[successor] ?? []).some(given)) return false;
  if (given('temperature') && (given('top_p') || given('topP'))) return false;
  return successor.startsWith('claude-haiku-4-5') || !isPrefilled(ref, request, tools);
}
