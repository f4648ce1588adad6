import { isAtLeast } from '../libraries/versions';
import { type CallRef, absolute } from '../program/fileView';
import { resolveCallee } from '../program/resolve';
import type { QuickFix } from '../quickFix';
import type { TextEdit } from '../source';
import { gapBefore, insertion } from './edits';
import { endAtSpendLimitHelpers } from './endAtSpendLimitHelpers';
import type { Fix, FixRequest } from './fix';
import { insertHelper } from './helperEdits';
import { importedName } from './importedName';
import { retriesOption, setSdkRetries } from './setSdkRetries';
import { inStyle, styleOf } from './style';

/** Sets the SDK's own retries, and lets something look at each answer that ends them where no wait helps. */
export const endAtSpendLimit: Fix = {
  id: 'end-at-spend-limit',
  summary: 'Sets the retries of the SDK to 8, and ends them at a spend cap or a missing entitlement, which the SDK alone repeats: by a middleware in TypeScript and JavaScript, by an event hook of httpx in Python. Safe.',
  rules: ['unretried-call', 'weak-retry'],
  propose,
};

/** 0.100.0 has no middleware, 0.103.0 has (`client.d.ts`); anthropic 0.26.0 has `DefaultHttpxClient` (`__init__.py`). */
const since: Readonly<Record<string, string>> = { '@anthropic-ai/sdk': '0.103.0', anthropic: '0.26.0' };

/** The client of httpx that each class of the SDK takes. */
const clients: Readonly<Record<string, 'DefaultHttpxClient' | 'DefaultAsyncHttpxClient'>> = { Anthropic: 'DefaultHttpxClient', AsyncAnthropic: 'DefaultAsyncHttpxClient' };

function propose(asked: FixRequest): QuickFix | undefined {
  const { site: { call, ref: { chunk: { file } }, request: { client } }, sites, text, parts, remember } = asked;
  const first = since[call.library];
  if (first === undefined || client?.chunk.file !== file || isAtLeast(file.program?.versionOf(file, call.library), first) === false) return undefined;
  const httpx = call.language === 'python' ? clients[classOf(client)] : undefined;
  if (call.language === 'python' && !httpx) return undefined;
  const retried = retriesOfClient(client, asked);
  const timing = httpx === 'DefaultHttpxClient' ? 'blocking' : 'async';
  const helper = retried && remember(`${endAtSpendLimit.id} ${timing}`, () => insertHelper(endAtSpendLimitHelpers[call.language][timing], [], { file, language: call.language, sites, text, parts }));
  const edits = helper && (httpx ? withHook(client, retried.edits, { httpx, hook: helper.name, asked }) : withMiddleware(client, retried.edits, { middleware: helper.name, text }));
  return edits && { ...retried, fix: endAtSpendLimit.id, title: `${retried.title}, but not at a spend limit`, preferred: false, edits: [...helper.edits, ...edits] };
}

/** Only where the client itself gets the retries: where it is set for one call, a guard around another has that client. */
function retriesOfClient({ chunk, call }: CallRef, asked: FixRequest): QuickFix | undefined {
  const retried = setSdkRetries.propose?.(asked);
  const { start, end } = absolute(chunk, call.argsSpan);
  return retried?.edits.every(({ span }) => start < span.start && span.end < end) === true ? retried : undefined;
}

function classOf(client: CallRef): string {
  const [value, ...others] = resolveCallee(client);
  return value?.kind === 'symbol' && others.length === 0 ? (value.path.at(-1) ?? '') : '';
}

/** The retries, and one more option of the client; undefined where its options are not written there, or have a middleware. */
function withMiddleware({ chunk, call }: CallRef, retried: readonly TextEdit[], { middleware, text }: { readonly middleware: string; readonly text: string }): readonly TextEdit[] | undefined {
  const option = `middleware: [${middleware}]`;
  const { start, end } = absolute(chunk, call.argsSpan);
  const [options] = call.args;
  if (!options) return text.slice(start + 1, end - 1).trim() === '' ? [insertion(start + 1, `{ ${retriesOption}, ${option} }`)] : undefined;
  if (options.value.kind !== 'object' || options.value.spreads.length > 0) return undefined;
  const { entries } = options.value;
  const last = entries.at(-1);
  if (!last || entries.some(({ key }) => key === 'middleware')) return undefined;
  const at = absolute(chunk, last.span);
  return [...retried, insertion(at.end, `,${gapBefore(at.start, text)}${option}`)];
}

/** The retries, and one more argument of the client; undefined where it may have an HTTP client already. */
function withHook({ chunk, call }: CallRef, retried: readonly TextEdit[], { httpx, hook, asked: { site, text } }: { readonly httpx: string; readonly hook: string; readonly asked: FixRequest }): readonly TextEdit[] | undefined {
  const { language } = site.call;
  const { start } = absolute(chunk, call.argsSpan);
  const last = call.args.at(-1);
  const style = styleOf(text, language);
  const imported = importedName({ module: 'anthropic', name: httpx }, { file: chunk.file, text, style, before: start });
  if (!imported || call.args.some(({ name, spread }) => name === 'http_client' || spread !== undefined)) return undefined;
  const option = inStyle(`http_client=${imported.written}(event_hooks={"response": [${hook}]})`, style, language);
  const at = last && absolute(chunk, last.span);
  return [...retried, ...imported.edits, at ? insertion(at.end, `,${gapBefore(at.start, text)}${option}`) : insertion(start + 1, `, ${option}`)];
}
