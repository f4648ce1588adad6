import type { LanguageId } from '../call';
import { type Chunk, absolute, functionAround, isWithin } from '../program/fileView';
import { leavesItself, outputsIn } from '../policy/outputAgain';
import { streamUse, triesAround } from '../policy/streamUse';
import { regionsOfTry } from '../program/regions';
import type { QuickFix } from '../quickFix';
import type { TextEdit } from '../source';
import { insertion } from './edits';
import type { Fix, FixRequest } from './fix';
import { freeLine } from './freeLine';
import { isMentioned } from './isMentioned';
import { type Handler, raiseIf } from './raiseIf';
import { type Style, styleOf } from './style';

/** Lets a loop of attempts start an answer again only as long as nothing of it was used. */
export const retryBeforeOutput: Fix = {
  id: 'retry-before-output',
  summary: 'Lets a loop of attempts start an answer again only as long as nothing of it was used. Unsafe: it fails where it repeated text before.',
  rules: ['retry-after-output'],
  propose,
};

function propose({ site: { ref, call: { policy, language } }, text }: FixRequest): QuickFix | undefined {
  const { chunk } = ref;
  const loop = streamUse(ref);
  const retry = loop === undefined ? undefined : retryAround(chunk, loop, policy.layers.flatMap(({ kind, at }) => (kind === 'loop' && at ? [at.start] : [])));
  if (loop === undefined || !retry) return undefined;
  const name = ['begun', 'answer_begun'].map((one) => (language === 'python' ? one : one.replace(/_(\w)/, (_, first: string) => first.toUpperCase()))).find((one) => !isMentioned(one, chunk, text));
  const writing = name === undefined ? undefined : { name, language, text, style: styleOf(text, language) };
  const header = chunk.facts.regions[retry.loop];
  const made = writing && header?.kind === 'loop' ? freeLine(absolute(chunk, header.loop.header).start, text, language) : undefined;
  const marks = writing && marksIn(chunk, loop, writing);
  const raised = writing && raiseIf(chunk, retry.handlers, { test: writing.name, text, style: writing.style });
  if (!writing || !made || !marks || !raised) return undefined;
  const edits = [insertion(made.start, marking(made.indent, false, writing)), ...marks, ...raised];
  return { fix: retryBeforeOutput.id, title: 'Retry only as long as nothing of the answer was used', safe: false, preferred: true, edits };
}

interface Retry {
  readonly loop: number;
  readonly handlers: readonly Handler[];
}

/** The loop of attempts around the reading of a stream, and the handlers after which it goes round again. */
function retryAround(chunk: Chunk, reading: number, loops: readonly number[]): Retry | undefined {
  const { regions } = chunk.facts;
  const [attempt] = triesAround(chunk, reading);
  if (attempt === undefined) return undefined;
  const loop = regions.findIndex((region, id) => region.kind === 'loop' && isWithin(chunk, attempt, id) && functionAround(chunk, id)?.fn === functionAround(chunk, reading)?.fn && loops.includes(absolute(chunk, region.loop.header).start));
  const handlers = regionsOfTry(chunk, attempt).flatMap((id) => {
    const region = regions[id];
    return region?.kind === 'handler' && !leavesItself(chunk, id) ? [region] : [];
  });
  return loop < 0 ? undefined : { loop, handlers };
}

interface Writing {
  readonly name: string;
  readonly language: LanguageId;
  readonly text: string;
  readonly style: Style;
}

/** Sets the name before each place where a piece of the answer leaves, or else as soon as a first piece comes. */
function marksIn(chunk: Chunk, loop: number, writing: Writing): readonly TextEdit[] | undefined {
  const { text, language } = writing;
  const places = outputsIn(chunk, loop).map(({ start }) => freeLine(absolute(chunk, { start, end: start }).start, text, language));
  const lines = new Map(places.flatMap((place) => (place ? [[place.start, place.indent]] : [])));
  if (!places.includes(undefined) && lines.size > 0) return [...lines].map(([start, indent]) => insertion(start, marking(indent, true, writing)));
  const region = chunk.facts.regions[loop];
  return region?.kind === 'loop' ? markAtStart(chunk, region, writing) : undefined;
}

function markAtStart(chunk: Chunk, { span, loop }: { readonly span: { readonly start: number; readonly end: number }; readonly loop: { readonly header: { readonly start: number; readonly end: number } } }, writing: Writing): readonly TextEdit[] | undefined {
  const { text, language, style: { eol, indent } } = writing;
  const { start, end } = absolute(chunk, span);
  if (language === 'python') {
    const line = freeLine(start, text, language);
    return line && [insertion(line.start, marking(line.indent, true, writing))];
  }
  const home = freeLine(absolute(chunk, loop.header).start, text, language);
  if (!home) return undefined;
  const first = `${eol}${marking(home.indent + indent, true, writing).slice(0, -eol.length)}`;
  if (text.charAt(start) === '{') return /^\{[ \t]*\r?\n/.test(text.slice(start, end)) ? [insertion(start + 1, first)] : undefined;
  const isAlone = !/[\r\n]/.test(text.slice(home.start, end)) && text.slice(0, start).endsWith(' ');
  const rest = text.slice(end, end + 200).split(/\r?\n/, 1)[0] ?? '';
  return isAlone && /^[ \t]*$/.test(rest) ? [insertion(start, `{${first}${eol}${home.indent}${indent}`), insertion(end, `${eol}${home.indent}}`)] : undefined;
}

/** `begun = True` in the file's language, on a line of its own. */
function marking(indent: string, value: boolean, { name, language, style: { eol, semicolons } }: Writing): string {
  if (language === 'python') return `${indent}${name} = ${value ? 'True' : 'False'}${eol}`;
  return `${indent}${value ? '' : 'let '}${name} = ${String(value)}${semicolons ? ';' : ''}${eol}`;
}
