import type { LanguageId } from '../call';
import { type Chunk, absolute } from '../program/fileView';
import type { Span } from '../source';
import { freeLine } from './freeLine';

/** Where the line of the statement starts that a stretch of code in a region belongs to; undefined where more stands in front of it. */
export function statementStart(chunk: Chunk, region: number, span: Span, { text, language }: { readonly text: string; readonly language: LanguageId }): number | undefined {
  const { bindings, exits, calls, regions } = chunk.facts;
  const spans = [
    ...bindings.filter((one) => one.region === region).map((one) => one.span),
    ...exits.filter((one) => one.region === region && one.kind === 'return').map((one) => one.span),
    ...calls.filter((one) => one.region === region && one.use === 'statement').map((one) => one.span),
    ...regions.flatMap((one) => (one.kind === 'loop' && one.parent === region ? [one.loop.header] : [])),
  ].filter(({ start, end }) => start <= span.start && span.end <= end);
  const first = spans.reduce<Span | undefined>((outer, one) => (outer && outer.start <= one.start ? outer : one), undefined);
  if (!first) return undefined;
  const { start } = absolute(chunk, first);
  if (language === 'python') return /^\w+\s*:=/.test(text.slice(start, start + 200)) ? undefined : freeLine(start, text, language)?.start;
  // What is bound stands behind the word that declares it.
  const declared = /\b(?:const|let|var)[ \t]+$/.exec(text.slice(Math.max(0, start - 80), start))?.[0] ?? '';
  return freeLine(start - declared.length, text, language)?.start;
}
