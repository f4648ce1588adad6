import type { CallFact } from '../facts/facts';
import { type Chunk, absolute, calleeName, outward } from '../program/fileView';
import type { QuickFix } from '../quickFix';
import type { Span, TextEdit } from '../source';
import type { Fix, FixRequest } from './fix';
import { insertImports } from './helperEdits';
import { otherEventLoop } from './otherEventLoop';

/** Lets everything else go on while an async function sleeps. */
export const awaitSleep: Fix = {
  id: 'await-sleep',
  summary: 'Lets everything else go on while an async function sleeps. Unsafe: other work goes on meanwhile.',
  rules: ['blocking-wait'],
  propose,
};

function propose(asked: FixRequest): QuickFix | undefined {
  const { site: { ref: { chunk }, call: { blocks } } } = asked;
  if (blocks?.what !== 'sleep') return undefined;
  const call = chunk.facts.calls.find(({ span }) => absolute(chunk, span).start === blocks.span.start && absolute(chunk, span).end === blocks.span.end);
  if (call?.use !== 'statement' || call.args.some(({ spread }) => spread) || isUnderLock(chunk, call)) return undefined;
  const python = chunk.file.language === 'python';
  const edits = python ? asyncioSleep(asked, call) : promisedSleep(asked, call);
  // What others do in the meantime was kept out before.
  return edits && { fix: awaitSleep.id, title: `Sleep without holding up the event loop (await ${python ? 'asyncio.sleep' : 'setTimeout'})`, safe: false, preferred: true, edits };
}

/** Who waits in vain for a lock of threads holds up the event loop himself. */
function isUnderLock(chunk: Chunk, { region }: CallFact): boolean {
  return [...outward(chunk, region)].some(({ region: around }) => around.kind === 'with' && around.items.some((item) => /lock|mutex|sem|cond/i.test(nameOf(chunk, item))));
}

function nameOf(chunk: Chunk, item: CallFact['callee']): string {
  const made = item.kind === 'call' ? chunk.facts.calls[item.call]?.callee : item;
  return made ? (calleeName({ callee: made }) ?? '') : '';
}

function asyncioSleep({ site: { ref: { chunk }, call: { language } }, sites, text, parts }: FixRequest, call: CallFact): readonly TextEdit[] | undefined {
  const { file } = chunk;
  if (call.args.length !== 1 || otherEventLoop(file)) return undefined;
  const imports = insertImports([{ statement: 'import asyncio', module: 'asyncio', names: ['*'] }], { file, language, sites, text, parts });
  return imports && [...imports, { span: absolute(chunk, call.callee.span), text: 'await asyncio.sleep' }];
}

/** `Atomics.wait` on what nobody else can have, which is a sleep and nothing more. */
function promisedSleep({ site: { ref: { chunk } }, text }: FixRequest, call: CallFact): readonly TextEdit[] | undefined {
  const [cell, , , ms] = call.args;
  const array = cell && madeOf(chunk, cell.value, 'Int32Array');
  if (!array?.args[0] || !madeOf(chunk, array.args[0].value, 'SharedArrayBuffer') || !ms || call.args.length !== 4) return undefined;
  const spanOf = (span: Span) => absolute(chunk, span);
  const { start, end } = spanOf(ms.span);
  const amount = text.slice(start, end);
  const whole = spanOf(call.span);
  const hasComment = /\/[/*]/.test(text.slice(whole.start, start) + text.slice(end, whole.end));
  if (hasComment || /\b(?:await|yield|resolve)\b/.test(amount)) return undefined;
  return [{ span: { start: whole.start, end: start }, text: 'await new Promise((resolve) => setTimeout(resolve, ' }, { span: { start: end, end: whole.end }, text: '))' }];
}

function madeOf({ facts }: Chunk, expr: CallFact['callee'], name: string): CallFact | undefined {
  const call = expr.kind === 'call' ? facts.calls[expr.call] : undefined;
  return call?.isNew === true && call.callee.kind === 'name' && call.callee.name === name ? call : undefined;
}
