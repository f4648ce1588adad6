import type { Analysis, RuleSettings } from './analysis';
import type { ClaudeCall } from './call';
import type { Finding, Reason, Severity } from './finding';
import { libraries } from './libraries/index';
import type { RequestMatch } from './libraries/model';
import { moveSites } from './moveSites';
import { describeLayer } from './policy/explain';
import { effectivePolicy } from './policy/effectivePolicy';
import { layersAround } from './policy/layersAround';
import { type CallRef, type Chunk, type FileView, absolute, calleeName } from './program/fileView';
import { kept } from './program/kept';
import { resolveCallee } from './program/resolve';
import { tools } from './program/tools';
import { rules } from './rules/index';
import type { Site } from './site';
import type { Span } from './source';

/** From the facts of a file to its Claude calls, their policies and the findings. */
export function analyzeFile(file: FileView, settings: RuleSettings, broken: boolean): FileAnalysis {
  const sites = file.chunks.flatMap((chunk) => kept(chunk, sitesIn, moveSites));
  const findings = sites.flatMap(({ call }, index) => judge(call, index, settings));
  return { calls: sites.map(({ call }) => call), findings, broken, sites };
}

export type { Site } from './site';

export interface FileAnalysis extends Analysis {
  /** In the order of `calls`. */
  readonly sites: readonly Site[];
}

function sitesIn(chunk: Chunk): readonly Site[] {
  return chunk.facts.calls
    .map((call) => ({ chunk, call }))
    .filter((ref) => !inError(ref))
    .flatMap((ref) => siteOf(ref) ?? [])
    .sort((a, b) => a.call.span.start - b.call.span.start);
}

const callNames = new Set(libraries.flatMap((library) => library.callNames ?? []));

function siteOf(ref: CallRef): Site | undefined {
  const name = calleeName(ref.call);
  if (name !== undefined && callNames.size > 0 && !callNames.has(name) && ref.call.callee.kind === 'member') return undefined;
  const request = requestOf(ref);
  if (!request) return undefined;
  const { chunk, call } = ref;
  const { layers, fanOut, reasons } = layersAround(ref, request, libraries, tools);
  const { provider, via, library, api, streaming, model } = request;
  const policy = effectivePolicy([...request.layers, ...layers]);
  const found: ClaudeCall = { span: inDocument(chunk, call.span), calleeSpan: inDocument(chunk, call.callee.span), language: chunk.file.language, provider, via, library, api, streaming, model, policy, fanOut, reasons: [] };
  return { ref, call: { ...found, reasons: [...madeAt(request), ...reasonsOf(found), ...reasons] }, request };
}

/**
 * Of several clients that a name can hold, one that the code makes comes before one that is only handed in, and of
 * those the one that re-sends most counts: a doubt never makes a finding.
 */
function requestOf(ref: CallRef): RequestMatch | undefined {
  const found = resolveCallee(ref).flatMap((callee) => libraries.flatMap((library) => (library.languages.includes(ref.chunk.file.language) ? (library.request?.(ref, callee, tools) ?? []) : [])));
  const retries = (match: RequestMatch) => Math.max(0, ...match.layers.map(({ attempts }) => (typeof attempts === 'number' ? attempts : Number.MAX_SAFE_INTEGER)));
  const made = found.filter(({ clientUnknown }) => !clientUnknown);
  return (made.length > 0 ? made : found).reduce<RequestMatch | undefined>((best, match) => (best && retries(best) >= retries(match) ? best : match), undefined);
}

function inDocument(chunk: Chunk, span: Span): Span {
  const { start, end } = absolute(chunk, span);
  return { start, end };
}

function inError({ chunk, call }: CallRef): boolean {
  return chunk.facts.errors.some((span) => span.start <= call.span.start && call.span.end <= span.end);
}

const levels: readonly Severity[] = ['hint', 'information', 'warning', 'error'];

function judge(call: ClaudeCall, index: number, settings: RuleSettings): readonly Finding[] {
  return rules.flatMap((rule) => {
    const set = settings[rule.id];
    if (set === 'off') return [];
    const message = rule.check(call);
    if (message === undefined) return [];
    const raised = rule.severity === 'information' && call.fanOut.kind !== 'none' ? levels[levels.indexOf(rule.severity) + 1] : rule.severity;
    return [{ rule: rule.id, severity: set ?? raised ?? rule.severity, span: call.calleeSpan, message, reasons: call.reasons, call: index }];
  });
}

/** Where a client with nothing but its defaults is made; an option that is set is a reason of its own. */
function madeAt({ client, layers }: RequestMatch): readonly Reason[] {
  if (!client || !layers.some(({ implicit }) => implicit)) return [];
  return [{ span: absolute(client.chunk, client.call.span), message: 'the client is made here' }];
}

function reasonsOf({ policy, fanOut }: Pick<ClaudeCall, 'policy' | 'fanOut'>): readonly Reason[] {
  const layers = policy.layers.flatMap((layer) => (layer.at ? [{ span: layer.at, message: describeLayer(layer) }] : []));
  const { kind, at } = fanOut;
  return at ? [...layers, { span: at, message: kind === 'loop' ? 'sent in a loop' : 'sent many times in parallel' }] : layers;
}
