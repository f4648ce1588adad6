import type { ImportFact } from '../facts/facts';
import { type FileView, absolute, calleeName } from '../program/fileView';
import type { QuickFix } from '../quickFix';
import type { Site } from '../site';
import type { Location, TextEdit } from '../source';
import { insertion } from './edits';
import type { Fix, FixRequest } from './fix';
import { importedAt } from './importedClass';
import { otherEventLoop } from './otherEventLoop';

/** Makes the client of a blocking request an async one, where nothing but async functions asks it. */
export const awaitClient: Fix = {
  id: 'await-client',
  summary: 'Makes the client of a blocking request an async one, where nothing but async functions asks it. Unsafe: other work goes on meanwhile.',
  rules: ['blocking-wait'],
  propose,
};

/** Methods whose answer, once awaited, is the same of both clients. */
const same = new Set(['messages.create', 'messages.count_tokens', 'beta.messages.create', 'beta.messages.count_tokens', 'completions.create']);

/** Options that both clients take alike. */
const shared = new Set(['api_key', 'auth_token', 'base_url', 'timeout', 'max_retries', 'default_headers', 'default_query']);

function propose(asked: FixRequest): QuickFix | undefined {
  const { site: { call: { blocks, library }, request: { client }, ref: { chunk: { file } } }, sites, text } = asked;
  if (blocks?.what !== 'request' || library !== 'anthropic' || client?.chunk.file !== file || otherEventLoop(file)) return undefined;
  const { chunk, call } = client;
  const [made, ...more] = chunk.index.callNames.get(call) ?? [];
  if (!made || more.length > 0 || calleeName(call) !== 'Anthropic' || made.cls !== undefined || made.scope === undefined || made.path.length > 0 || made.types.length > 0) return undefined;
  if (!call.args.every(({ name, spread }) => name !== undefined && !spread && shared.has(name)) || isSeenElsewhere(file, made.name)) return undefined;
  const own = sites.filter(({ request }) => request.client?.call === call);
  // Where its name stands elsewhere, something else may be done with it.
  if (own.length === 0 || !own.every((site) => canAwait(site, made.name)) || countOf(made.name, text) !== own.length + 1 || runsTwice(file)) return undefined;
  const name = renamed(file, text, absolute(chunk, call.callee.span));
  return name && { fix: awaitClient.id, title: 'Await the answer of an AsyncAnthropic', safe: false, preferred: true, edits: [...name, ...own.flatMap(awaited)] };
}

function isSeenElsewhere(file: FileView, name: string): boolean {
  return (file.program?.importersOf(file, name) ?? []).length > 0;
}

/** How often a word stands in a text, and not as what is read off something. */
function countOf(word: string, text: string): number {
  return text.match(new RegExp(`(?<!\\.)\\b${word}\\b`, 'g'))?.length ?? 0;
}

/** The connections that an async client keeps belong to the event loop that it was first asked in. */
function runsTwice({ calls }: FileView): boolean {
  const runs = ['run', 'run_until_complete', 'async_to_sync'].flatMap((name) => calls.get(name) ?? []);
  const [first, ...more] = runs.filter(({ call: { callee } }) => callee.kind === 'name' || (callee.kind === 'member' && callee.object.kind !== 'this'));
  return more.length > 0 || (first !== undefined && first.call.region !== 0 && first.chunk.facts.regions[first.call.region]?.kind !== 'then');
}

/** True for a call that a function has directly on its client, whose answer can be awaited where it stands. */
function canAwait({ ref: { chunk, call }, call: { blocks, streaming, api }, handed }: Site, name: string): boolean {
  if (handed === true || blocks?.what !== 'request' || streaming || !same.has(api) || call.use === 'with') return false;
  // A comprehension is no place to wait in: one that is a generator becomes another kind of it.
  const region = chunk.facts.regions[call.region];
  if (region?.kind === 'loop' && region.span.start <= region.loop.header.start) return false;
  let root = call.callee;
  while (root.kind === 'member') root = root.object;
  return root.kind === 'name' && root.name === name;
}

function awaited({ ref: { chunk, call } }: Site): readonly TextEdit[] {
  const { start, end } = absolute(chunk, call.span);
  return call.use === 'chained' ? [insertion(start, '(await '), insertion(end, ')')] : [insertion(start, 'await ')];
}

/** The edits after which the client's class is the async one, also where it is imported. */
function renamed(file: FileView, text: string, callee: Location): readonly TextEdit[] | undefined {
  const start = callee.end - 'Anthropic'.length;
  const here = { span: { ...callee, start, end: callee.end }, text: 'AsyncAnthropic' };
  if (callee.start !== start) return /^\w+\.Anthropic$/.test(text.slice(callee.start, callee.end)) ? [here] : undefined;
  const imported = (file.imports.get('AsyncAnthropic') ?? []).some(isClass('AsyncAnthropic'));
  if (imported) return [here];
  const [fact, ...others] = (file.imports.get('Anthropic') ?? []).filter(isClass('Anthropic'));
  const statement = fact && others.length === 0 ? importedAt(file, fact) : undefined;
  if (!statement || countOf('AsyncAnthropic', text) > 0) return undefined;
  const word = /\bimport\b[^]*?\bAnthropic\b/.exec(text.slice(statement.start, statement.end));
  if (!word) return undefined;
  const end = statement.start + word.index + word[0].length;
  return [{ span: { start: end - 'Anthropic'.length, end }, text: countOf('Anthropic', text) === 2 ? 'AsyncAnthropic' : 'Anthropic, AsyncAnthropic' }, here];
}

function isClass(name: string): (fact: ImportFact) => boolean {
  return (fact) => fact.module === 'anthropic' && fact.name === name && fact.region === 0;
}
