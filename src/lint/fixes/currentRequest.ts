import type { LanguageId } from '../call';
import type { Entry, Expr, ExprOf } from '../facts/facts';
import type { SentHeader } from '../libraries/model';
import { requestParam } from '../policy/requestParams';
import { type Chunk, absolute } from '../program/fileView';
import { textsAt } from '../program/texts';
import { tools } from '../program/tools';
import type { Written } from '../program/value';
import type { QuickFix } from '../quickFix';
import { type WireProblem, wireProblems } from '../rules/outdatedRequest';
import type { Site } from '../site';
import type { Location, Span, TextEdit } from '../source';
import { entryAfter, withoutEntry } from './entries';
import type { Fix, FixRequest } from './fix';
import { otherText } from './literalText';
import { styleOf } from './style';

/** The version that takes whatever a request of the time before 2026-10-21 says. */
const version = '2023-06-01';

/** Puts a plain HTTP request right that the API refuses: its address, the header of its key, its version, and parameters that its version does not take. */
export const currentRequest: Fix = {
  id: 'current-request',
  summary: 'Puts a plain HTTP request right that the API refuses: its address, the header of its key, its version, and parameters that its version does not take. Unsafe: it asks for something else than before.',
  rules: ['outdated-request'],
  propose,
};

interface Repair {
  readonly edits: readonly TextEdit[];
  /** What it does, for the title. */
  readonly what: string;
}

type TextOf = FixRequest['textOf'];

function propose({ site, textOf }: FixRequest): QuickFix | undefined {
  const problems = site.call.wire ? wireProblems(site.call.wire) : [];
  const repairs = problems.map((problem) => repairOf[problem](site, textOf));
  // With one of them left, the request would still fail.
  if (repairs.length === 0 || repairs.includes(undefined)) return undefined;
  const found = repairs.flatMap((repair) => repair ?? []);
  const title = listed(found.map(({ what }) => what));
  return { fix: currentRequest.id, title: title.charAt(0).toUpperCase() + title.slice(1), safe: false, preferred: true, edits: found.flatMap(({ edits }) => edits) };
}

/** `a, b and c`. */
function listed(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' and ');
}

const repairOf: Readonly<Record<WireProblem, (site: Site, textOf: TextOf) => Repair | undefined>> = {
  'retired-path': rightPath,
  'no-path': rightPath,
  'bearer-in-key': keyAlone,
  'no-version': addVersion,
  'no-such-version': changeVersion,
  'refused-parameter': leaveOut,
};

// -------------------------------------------------------------------------------------------- address

/** Where only the address is wrong: the body says already what the right one takes. */
function rightPath({ call, ref, request }: Site, textOf: TextOf): Repair | undefined {
  const has = (...names: readonly string[]) => names.every((name) => requestParam(ref, request, name, tools) !== undefined);
  const asksMessages = has('model', 'max_tokens', 'messages') && !has('prompt') && !has('max_tokens_to_sample');
  const wrong = call.wire?.path ?? '';
  const stream = requestParam(ref, request, 'stream', tools);
  const streams = stream?.expr.kind === 'boolean' && stream.expr.value;
  const right = pathFor(wrong, { asksMessages: asksMessages && (streams || !wrong.endsWith('/stream')), counts: has('model', 'messages'), sendsMany: has('requests') });
  const { address } = request.sent ?? {};
  if (right === undefined || !address) return undefined;
  const texts = textsAt(address);
  const edits = texts.flatMap(({ from }) => replaceEnd(from.at(-1), wrong, { right, textOf }) ?? []);
  return edits.length === texts.length ? { edits, what: `send it to ${right}` } : undefined;
}

function pathFor(wrong: string, body: { readonly asksMessages: boolean; readonly counts: boolean; readonly sendsMany: boolean }): string | undefined {
  if (/^\/v1\/(?:complete|messages\/(?:stream|create|completions?))$/.test(wrong)) return body.asksMessages ? '/v1/messages' : undefined;
  if (/^\/v1\/messages\/count[-_]?tokens?$/i.test(wrong)) return body.counts ? '/v1/messages/count_tokens' : undefined;
  return wrong === '/v1/messages/batch' && body.sendsMany ? '/v1/messages/batches' : undefined;
}

/** Changes the path with which a literal ends; what can follow in an address stays. */
function replaceEnd(literal: Written | undefined, wrong: string, { right, textOf }: { readonly right: string; readonly textOf: TextOf }): TextEdit | undefined {
  const span = literal && absolute(literal.chunk, literal.expr.span);
  const written = span && textOf(span)?.slice(span.start, span.end);
  const tail = /(?:\/?(?:[?#][^"'`]*)?)["'`]+$/.exec(written ?? '');
  if (!span || !tail || written?.slice(0, tail.index).endsWith(wrong) !== true) return undefined;
  const end = span.start + tail.index;
  return { span: { ...span, start: end - wrong.length, end }, text: right };
}

// ---------------------------------------------------------------------------------------------- headers

function headerOf({ request }: Site, name: string): SentHeader | undefined {
  return request.sent?.headers?.get(name);
}

/** Leaves nothing but the key in its header. */
function keyAlone(site: Site, textOf: TextOf): Repair | undefined {
  const header = headerOf(site, 'x-api-key');
  const edits = header && withoutScheme(header, textOf);
  return edits && { edits, what: 'leave Bearer out of x-api-key' };
}

/** Takes `Bearer` away from a header's value; undefined where how it is written is not known. In TypeScript a template stays one: what is in it may be undefined. */
function withoutScheme({ chunk, expr }: SentHeader, textOf: TextOf): readonly TextEdit[] | undefined {
  const span = absolute(chunk, expr.span);
  const text = textOf(span);
  const written = text?.slice(span.start, span.end) ?? '';
  const isTyped = chunk.file.language === 'typescript' || chunk.file.language === 'tsx';
  const cut = (start: number, end: number): readonly TextEdit[] => [{ span: { ...span, start: span.start + start, end: span.start + end }, text: '' }];
  switch (expr.kind) {
    case 'string':
    case 'template': {
      const start = /^[a-zA-Z]{0,2}["'`]+(?=Bearer +)/i.exec(written)?.[0].length;
      if (start === undefined) return undefined;
      const end = start + (/^\w+ +/.exec(written.slice(start))?.[0].length ?? 0);
      const [, inside] = isWhole(expr) && !isTyped ? (/^(?:`[^$]*\$|[fF]["'][^{]*)\{([^!:{}`]*)\}[`"']$/.exec(written) ?? []) : [];
      return inside === undefined ? cut(start, end) : [{ span, text: inside.trim() }];
    }
    case 'binary':
      return withoutLeft({ chunk, expr }, { span, text: text ?? '', isTyped });
    default:
      return undefined;
  }
}

/** `Bearer ${key}` and no more. */
function isWhole(expr: Expr): boolean {
  return expr.kind === 'template' && expr.parts.length === 2 && typeof expr.parts[0] === 'string' && typeof expr.parts[1] !== 'string';
}

/** `'Bearer ' + key`. */
function withoutLeft({ chunk, expr: { left, right, op } }: { readonly chunk: Chunk; readonly expr: ExprOf<'binary'> }, { span, text, isTyped }: { readonly span: Location; readonly text: string; readonly isTyped: boolean }): readonly TextEdit[] | undefined {
  const [first, second] = [absolute(chunk, left.span), absolute(chunk, right.span)];
  const isScheme = left.kind === 'string' && /^Bearer +$/i.test(left.value);
  if (op !== '+' || !isScheme || first.start !== span.start || second.end !== span.end || !/^\s*\+\s*$/.test(text.slice(first.end, second.start))) return undefined;
  const before: TextEdit = { span: { ...span, end: second.start }, text: isTyped ? '`${' : '' };
  return isTyped ? [before, { span: { ...span, start: span.end }, text: '}`' }] : [before];
}

function addVersion(site: Site, textOf: TextOf): Repair | undefined {
  const header = headerOf(site, 'x-api-key') ?? headerOf(site, 'authorization');
  if (!header?.in || hasOwnType(header.chunk, header.in.object)) return undefined;
  const { entry } = header.in;
  const [at, key] = [absolute(header.chunk, entry.span), absolute(header.chunk, entry.keySpan)];
  const text = textOf(at);
  if (text === undefined) return undefined;
  const name = isCapitalized(header.in.object) ? 'Anthropic-Version' : 'anthropic-version';
  const { language } = header.chunk.file;
  const code = `${quoted(name, key, text, language)}: ${quoted(version, key, text, language)}`;
  const edits = entryAfter(at, code, text).map(({ span, text: added }) => ({ span: { ...at, ...span }, text: added }));
  return { edits, what: `send anthropic-version ${version}` };
}

function changeVersion(site: Site, textOf: TextOf): Repair | undefined {
  const header = headerOf(site, 'anthropic-version');
  const wrong = site.call.wire?.version ?? '';
  const texts = header ? textsAt(header) : [];
  const edits = texts.flatMap(({ text, from: [literal] }) => (text === wrong && literal ? (otherText(literal, wrong, version, textOf) ?? []) : []));
  return edits.length > 0 && edits.length === texts.length ? { edits, what: `send anthropic-version ${version}` } : undefined;
}

/** In the quotes of a key, or those of the file where it has none. */
function quoted(name: string, key: Location, text: string, language: LanguageId): string {
  const quote = /^["']/.exec(text.slice(key.start, key.end))?.[0] ?? styleOf(text, language).quote;
  return `${quote}${name}${quote}`;
}

/** Whether an object writes its names as `Content-Type`; many that do not write `Authorization` all the same. */
function isCapitalized({ entries }: ExprOf<'object'>): boolean {
  const names = entries.map(({ key }) => key).filter((key) => key !== 'Authorization');
  return names.length > 0 && names.every((name) => /^[A-Z]/.test(name));
}

/** Types under which any header may stand. */
const open = new Set(['HeadersInit', 'Headers', 'OutgoingHttpHeaders', 'RawAxiosRequestHeaders', 'dict', 'Any', 'Mapping']);

/** True where an object is bound with a type of its own, which can name each of its entries. */
function hasOwnType({ facts }: Chunk, object: ExprOf<'object'>): boolean {
  return facts.bindings.some(({ value, types }) => value === object && types.some((type) => type.kind !== 'name' || !open.has(type.name)));
}

// ------------------------------------------------------------------------------------------- parameters

/** Each parameter is an entry of the one object that the body is. */
function leaveOut({ call, request }: Site, textOf: TextOf): Repair | undefined {
  const refused = call.wire?.refused ?? [];
  const [body, ...others] = request.sent?.body ? tools.resolve(request.sent.body) : [];
  if (body?.kind !== 'object' || others.length > 0) return undefined;
  const { chunk, of } = body;
  const brackets = absolute(chunk, of.span);
  const text = textOf(brackets);
  const entries = of.entries.filter(({ key }) => refused.includes(key));
  const runs = runsOf(of, entries);
  if (text === undefined || entries.length !== refused.length || runs.some((run) => of.spreads.some(({ span }) => run.start < span.start && span.end < run.end))) return undefined;
  const edits = runs.flatMap((run) => withoutEntry(absolute(chunk, run), brackets, text) ?? []).map((edit) => ({ ...edit, span: { ...brackets, ...edit.span } }));
  return edits.length === runs.length ? { edits, what: `leave out ${listed(refused)}` } : undefined;
}

/** Entries that follow each other go as one, with the commas between them. */
function runsOf({ entries }: ExprOf<'object'>, some: readonly Entry[]): readonly Span[] {
  return some.reduce<readonly Span[]>((runs, entry) => {
    const last = runs.at(-1);
    const before = entries[entries.indexOf(entry) - 1];
    return last && before?.span.end === last.end ? [...runs.slice(0, -1), { start: last.start, end: entry.span.end }] : [...runs, entry.span];
  }, []);
}
