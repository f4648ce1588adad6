import type { Analysis, RuleSettings } from './analysis';
import type { ClaudeCall, LanguageId } from './call';
import type { Expr } from './facts/facts';
import type { FileFacts } from './facts/fileFacts';
import type { Finding, Reason, RuleId, Severity } from './finding';
import { libraries } from './libraries/index';
import type { LibraryModel, RequestMatch } from './libraries/model';
import { moveSites } from './moveSites';
import { blockingWait } from './policy/blockingWait';
import { clientMade } from './policy/clientMade';
import { describeLayer } from './policy/explain';
import { errorText } from './policy/errorText';
import { noFanOut } from './policy/fanOut';
import { effectivePolicy } from './policy/effectivePolicy';
import { outputAgain } from './policy/outputAgain';
import { streamErrors } from './policy/streamErrors';
import { type Surroundings, inTime, layersAround, layersAroundHanded } from './policy/layersAround';
import { unknownLayer } from './policy/layer';
import { layersInside } from './policy/layersInside';
import { modelAt } from './policy/modelAt';
import { type CallRef, type Chunk, type FileView, absolute, calleeName, inDocument, outward } from './program/fileView';
import { kept } from './program/kept';
import { perDeclaration } from './program/perDeclaration';
import { resolveCallee } from './program/resolve';
import { tools } from './program/tools';
import type { Value } from './program/value';
import { rules } from './rules/index';
import type { RuleContext } from './rules/rule';
import { severities } from './rules/levels';
import type { Site } from './site';
import type { Span } from './source';

interface Around extends RuleContext {
  readonly broken: boolean;
  /** False for what half-typed code puts together out of two cells. */
  readonly isPlace: (span: Span) => boolean;
}

/** From the facts of a file to its Claude calls, their policies and the findings. */
export function analyzeFile(file: FileView, settings: RuleSettings, { broken, isPlace, today }: Around): FileAnalysis {
  const sites = sitesOf(file).filter(({ call }) => isPlace(call.calleeSpan));
  const calls = sites.map(({ call }) => call);
  const findings = [...calls.flatMap((call, index) => judge(call, index, { settings, today })), ...judgeFile(factsOf(file), settings).filter(({ span }) => isPlace(span))];
  return { calls, findings: onceEach(findings).sort((a, b) => a.span.start - b.span.start), broken, sites };
}

/** All calls of a file that send a request to Claude. */
export function sitesOf({ chunks }: FileView): readonly Site[] {
  return chunks.flatMap((chunk) => kept(chunk, sitesIn, moveSites));
}

/** Calls that share a client, a handler or a sleep share what is said of it. */
function onceEach(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, span }) => {
    const key = `${rule} ${span.start} ${span.end}`;
    return !seen.has(key) && seen.add(key);
  });
}

function factsOf({ chunks }: FileView): FileFacts {
  const here = (of: (facts: Chunk['facts']) => readonly Span[]) => chunks.flatMap((chunk) => of(chunk.facts).flatMap((span) => (isInError(chunk, span) ? [] : [inDocument(chunk, span)])));
  return { keys: here(({ keys }) => keys) };
}

export interface FileAnalysis extends Omit<Analysis, 'suppressed'> {
  /** In the order of `calls`. */
  readonly sites: readonly Site[];
}

function perLanguage<T>(of: (models: readonly LibraryModel[]) => T): Readonly<Record<LanguageId, T>> {
  const forLanguage = (language: LanguageId) => of(libraries.filter(({ languages }) => languages.includes(language)));
  return { typescript: forLanguage('typescript'), tsx: forLanguage('tsx'), javascript: forLanguage('javascript'), python: forLanguage('python') };
}

/** What `send` and `list` call in one language is no reason to resolve every `send` and `list` of another. */
const callNames = perLanguage((models): ReadonlySet<string> => new Set(models.flatMap((model) => model.callNames ?? [])));

/** No person writes a declaration with more requests; what is around the others is not read, and unknown. */
const maxFollowed = 150;

/** The packages that send requests. */
const requests = perLanguage((models) => models.filter(({ request }) => request));

function sitesIn(chunk: Chunk): readonly Site[] {
  const sites: Site[] = [];
  for (const call of chunk.facts.calls) {
    const ref = { chunk, call };
    if (isInError(chunk, call.span)) continue;
    const follow = sites.length < maxFollowed;
    const site = siteOf(ref, follow) ?? (follow ? handedSiteOf(ref) : undefined);
    if (site) sites.push(site);
  }
  return sites.sort((a, b) => a.call.span.start - b.call.span.start);
}

function siteOf(ref: CallRef, follow: boolean): Site | undefined {
  const { callee } = ref.call;
  if (callee.kind === 'member' && !mayAsk(ref.chunk, callee) && !callsField(ref, callee.name)) return undefined;
  const request = requestOf(ref, resolveCallee(ref));
  // A method that is handed in is sent where it is handed over; an address is given right here.
  if (!request || (request.via !== 'http' && isParameter(ref, callee))) return undefined;
  return { ref, request, call: callAt(ref, callee.span, request, follow ? layersAround(ref, request, libraries, tools) : notFollowed(ref)) };
}

/** A method that is handed to what calls it: `retry(client.messages.create, **params)`, `asyncio.to_thread(client.messages.create, ...)`. */
function handedSiteOf(ref: CallRef): Site | undefined {
  const { chunk, call } = ref;
  for (const [index, { value }] of call.args.entries()) {
    if (!isMethodReference(chunk, value) && !isNamedReference(chunk, value)) continue;
    const request = requestOf(ref, tools.resolve({ chunk, region: call.region, expr: value }));
    const around = request && layersAroundHanded({ ref, slot: { index } }, request, libraries, tools);
    if (around) return { ref, request, handed: true, call: callAt(ref, value.span, request, around) };
  }
  return undefined;
}

function notFollowed({ chunk, call }: CallRef): Surroundings {
  return { layers: [unknownLayer({ kind: 'helper', name: 'a declaration with too many requests to follow', at: absolute(chunk, call.span) })], fanOut: noFanOut, reasons: [] };
}

function callAt(ref: CallRef, underlined: Span, request: RequestMatch, around: Surroundings): ClaudeCall {
  const { layers, fanOut, reasons, endsInTime } = around;
  const { chunk, call } = ref;
  const { provider, via, library, api, streaming, model } = request;
  const inner = layersInside(request, libraries, tools);
  const policy = effectivePolicy([...(endsInTime ? inner.map(inTime) : inner), ...layers]);
  const found: ClaudeCall = { span: inDocument(chunk, call.span), calleeSpan: inDocument(chunk, underlined), language: chunk.file.language, provider, via, library, api, streaming, model, policy, fanOut, reasons: [], ...surroundings(ref, request, around) };
  return { ...found, reasons: [...madeAt(request), ...reasonsOf(found), ...reasons] };
}

/** What else rules ask of a call. */
function surroundings(ref: CallRef, request: RequestMatch, { fanOut, layers }: Surroundings): Partial<ClaudeCall> {
  const found = {
    wire: request.wire,
    modelAt: modelAt(ref, request, tools),
    clientMade: clientMade(ref, request, fanOut),
    blocks: blockingWait(ref, request, tools),
    errorTextAt: errorText(ref, request),
    streamErrors: streamErrors(ref, request),
    outputAgain: outputAgain(ref, layers),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** False for a method whose name, alone or with what it is read off, no package known in the language has for a request. */
function mayAsk(chunk: Chunk, expr: Expr): boolean {
  if (expr.kind !== 'member') return false;
  const { language } = chunk.file;
  const names = callNames[language];
  const { object, name } = expr;
  // A `fetch` is handed in under names of all kinds.
  if (language !== 'python' && /fetch/i.test(name)) return true;
  if (names.has(name)) return true;
  const holders = object.kind === 'name' ? [object.name, ...membersHeldBy(chunk, object.name)] : object.kind === 'member' ? [object.name] : [];
  return holders.some((holder) => names.has(`${holder}.${name}`));
}

/** The last names of what a variable stands for: `batches` for `const api = client.messages.batches`. */
function membersHeldBy(chunk: Chunk, name: string): readonly string[] {
  return (chunk.index.bindings.get(name) ?? []).flatMap(({ value, path }) => (value && path.length === 0 ? lastNames(value) : []));
}

function lastNames(expr: Expr): readonly string[] {
  if (expr.kind === 'choice') return [...lastNames(expr.then), ...lastNames(expr.else)];
  return expr.kind === 'member' ? [expr.name] : [];
}

/** `client.messages.create`, also with `.bind(...)` or in `functools.partial(...)`. */
function isMethodReference(chunk: Chunk, expr: Expr): boolean {
  if (expr.kind !== 'call') return mayAsk(chunk, expr);
  const made = chunk.facts.calls[expr.call];
  if (made?.callee.kind === 'member' && made.callee.name === 'bind') return mayAsk(chunk, made.callee.object);
  const [first] = made?.args ?? [];
  return made !== undefined && first !== undefined && calleeName(made) === 'partial' && mayAsk(chunk, first.value);
}

/** `create = client.messages.create`, by that name. */
function isNamedReference(chunk: Chunk, expr: Expr): boolean {
  return expr.kind === 'name' && namedReferences(chunk).has(expr.name);
}

const namedReferences = perDeclaration(
  (chunk): ReadonlySet<string> => new Set(chunk.facts.bindings.filter(({ value, path }) => value !== undefined && path.length === 0 && isMethodReference(chunk, value)).map(({ name }) => name)),
);

/** True for a callee that is a parameter. */
function isParameter({ chunk, call }: CallRef, callee: Expr): boolean {
  if (callee.kind !== 'name') return false;
  for (const { region } of outward(chunk, call.region)) if (region.kind === 'function' && chunk.facts.functions[region.fn]?.params.some(({ names }) => names.some(({ name }) => name === callee.name))) return true;
  return false;
}

/** `self.chain(...)`: Python's chains and models are called like functions. */
function callsField({ chunk, call: { callee } }: CallRef, name: string): boolean {
  if (chunk.file.language !== 'python' || callee.kind !== 'member' || callee.object.kind !== 'this') return false;
  return (chunk.index.bindings.get(name) ?? []).some(({ cls, value }) => cls !== undefined && value !== undefined && value.kind !== 'function');
}

/**
 * Of several clients that a name can hold, one that the code makes comes before one that is only handed in, and of
 * those the one that re-sends most counts: a doubt never makes a finding.
 */
function requestOf(ref: CallRef, callees: readonly Value[]): RequestMatch | undefined {
  const found = callees.flatMap((callee) => requests[ref.chunk.file.language].flatMap((library) => library.request?.(ref, callee, tools) ?? []));
  const retries = (match: RequestMatch) => Math.max(0, ...match.layers.map(({ attempts }) => (typeof attempts === 'number' ? attempts : Number.MAX_SAFE_INTEGER)));
  const made = found.filter(({ clientUnknown }) => !clientUnknown);
  return (made.length > 0 ? made : found).reduce<RequestMatch | undefined>((best, match) => (best && retries(best) >= retries(match) ? best : match), undefined);
}

function isInError({ facts: { errors } }: Chunk, { start, end }: Span): boolean {
  return errors.some((span) => span.start <= start && end <= span.end);
}

function judge(call: ClaudeCall, index: number, { settings, today }: RuleContext & { readonly settings: RuleSettings }): readonly Finding[] {
  return rules.flatMap((rule) => {
    if (settings[rule.id] === 'off') return [];
    const verdict = rule.check?.(call, { today });
    if (verdict === undefined) return [];
    const { message, span, reasons } = typeof verdict === 'string' ? { message: verdict } : verdict;
    const raised = rule.isLevelFixed || call.fanOut.kind === 'none' ? rule.severity : (severities[severities.indexOf(rule.severity) + 1] ?? rule.severity);
    return [{ rule: rule.id, severity: levelOf(settings[rule.id], raised), span: span ?? call.calleeSpan, message, reasons: reasons ?? call.reasons, call: index }];
  });
}

function judgeFile(file: FileFacts, settings: RuleSettings): readonly Finding[] {
  return rules.flatMap(({ id, severity, checkFile }) => {
    if (settings[id] === 'off' || !checkFile) return [];
    return checkFile(file).map(({ span, message, reasons = [] }) => ({ rule: id, severity: levelOf(settings[id], severity), span, message, reasons }));
  });
}

function levelOf(set: RuleSettings[RuleId], usual: Severity): Severity {
  return set === undefined || set === 'off' ? usual : set;
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
