import type { Span } from '../source';
import { type Chunk, absolute } from '../program/fileView';

/** Where the line of the statement starts that a stretch of code in a region belongs to, in Python; undefined where more stands in front of it. */
export function statementStart(chunk: Chunk, region: number, span: Span, text: string): number | undefined {
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
  const line = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const isAlone = /^[ \t]*(?:await[ \t]+)?$/.test(text.slice(line, start)) && !/^\w+\s*:=/.test(text.slice(start, start + 200));
  return isAlone && !/[([{,\\=]\s*$/.test(text.slice(Math.max(0, line - 200), line)) ? line : undefined;
}
