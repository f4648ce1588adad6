import type { LanguageId } from '../call';
import type { Expr } from '../facts/facts';
import { type CallRef, absolute, callOf } from '../program/fileView';
import { resolveCallee } from '../program/resolve';
import type { TextEdit } from '../source';
import { insertion } from './edits';
import { entryAfter } from './entries';
import { importedName } from './importedName';
import { inStyle, styleOf } from './style';

export interface Hooking {
  /** The client, whose options are written where it is made. */
  readonly client: CallRef;
  /** The name of the function that looks at answers. */
  readonly hook: string;
  readonly text: string;
  /** Another option that the client gets with it, and the edits that add that one alone. */
  readonly beside?: { readonly option: string; readonly edits: readonly TextEdit[] };
}

/** The edits that let a function look at each answer to a client of `@anthropic-ai/sdk`, as the last of its middleware; undefined where its options cannot be told. */
export function middlewareOption(hooking: Hooking): readonly TextEdit[] | undefined {
  const given = optionOf(hooking.client, 'middleware');
  return given ? lastItem(given, hooking) : scriptOption(`middleware: [${hooking.hook}]`, hooking);
}

/** The same for one whose version knows no middleware, as its `fetch`; undefined where it has one. */
export function fetchOption(hooking: Hooking): readonly TextEdit[] | undefined {
  return optionOf(hooking.client, 'fetch') ? undefined : scriptOption(`fetch: ${hooking.hook}`, hooking);
}

/** The same for a client of `anthropic`, by an event hook of httpx; undefined where its HTTP client is made elsewhere. */
export function eventHookOption(hooking: Hooking): readonly TextEdit[] | undefined {
  const { client, hook, text } = hooking;
  const { chunk, call } = client;
  const style = styleOf(text, python);
  const hooks = inStyle(`event_hooks={"response": [${hook}]}`, style, python);
  if (!isSpelledOut(client)) return undefined;
  const given = call.args.find(({ name }) => name === 'http_client');
  if (!given) {
    const imported = importedName({ module: 'anthropic', name: httpClients[classOf(client)] ?? '' }, { file: chunk.file, text, style, before: absolute(chunk, call.argsSpan).start });
    return imported && [...imported.edits, ...keyword(client, `http_client=${imported.written}(${hooks})`, hooking)];
  }
  const http = given.value.kind === 'call' ? callOf(chunk, given.value) : undefined;
  if (!http || !/^(?:Default(?:Async)?Httpx|Async)?Client$/.test(classOf(http)) || !isSpelledOut(http)) return undefined;
  const set = http.call.args.find(({ name }) => name === 'event_hooks');
  if (!set) return [...(hooking.beside?.edits ?? []), ...keyword(http, hooks, { text })];
  const response = set.value.kind === 'object' && set.value.spreads.length === 0 ? set.value.entries.find(({ key }) => key === 'response') : undefined;
  return response && lastItem(response.value, hooking);
}

/** The client of httpx that each class of the SDK takes. */
export const httpClients: Readonly<Record<string, 'DefaultHttpxClient' | 'DefaultAsyncHttpxClient'>> = { Anthropic: 'DefaultHttpxClient', AsyncAnthropic: 'DefaultAsyncHttpxClient' };

/** The class that something is made of; empty where it cannot be told. */
export function classOf(made: CallRef): string {
  const [value, ...others] = resolveCallee(made);
  return value?.kind === 'symbol' && others.length === 0 ? (value.path.at(-1) ?? '') : '';
}

const python: LanguageId = 'python';

function isSpelledOut({ call }: CallRef): boolean {
  return call.args.every(({ spread }) => spread === undefined);
}

function optionOf({ call }: CallRef, name: string): Expr | undefined {
  const [options] = call.args;
  return options?.value.kind === 'object' ? options.value.entries.find(({ key }) => key === name)?.value : undefined;
}

function scriptOption(option: string, { client: { chunk, call }, text, beside }: Hooking): readonly TextEdit[] | undefined {
  const { start, end } = absolute(chunk, call.argsSpan);
  const [options] = call.args;
  const both = [...(beside ? [beside.option] : []), option].join(', ');
  if (!options) return start < end && text.slice(start + 1, end - 1).trim() === '' ? [insertion(start + 1, `{ ${both} }`)] : undefined;
  if (options.value.kind !== 'object' || options.value.spreads.length > 0) return undefined;
  const last = options.value.entries.at(-1);
  if (!last) return [insertion(absolute(chunk, options.value.span).start + 1, ` ${both} `)];
  return [...(beside?.edits ?? []), ...entryAfter(absolute(chunk, last.span), option, text)];
}

function keyword({ chunk, call }: CallRef, code: string, { text, beside }: Pick<Hooking, 'text' | 'beside'>): readonly TextEdit[] {
  const last = call.args.at(-1);
  if (!last) return [insertion(absolute(chunk, call.argsSpan).start + 1, [...(beside ? [beside.option] : []), code].join(', '))];
  return [...(beside?.edits ?? []), ...entryAfter(absolute(chunk, last.span), code, text)];
}

/** The function behind the others of a list; undefined where it is in it, and for what is no list. */
function lastItem(list: Expr, { client: { chunk }, hook, text, beside }: Hooking): readonly TextEdit[] | undefined {
  if (list.kind !== 'list' || list.items.some((item) => item.kind === 'name' && item.name === hook)) return undefined;
  const last = list.items.at(-1);
  const added = last ? entryAfter(absolute(chunk, last.span), hook, text) : [insertion(absolute(chunk, list.span).start + 1, hook)];
  return [...(beside?.edits ?? []), ...added];
}
