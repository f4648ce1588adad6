import { type Chunk, type FileView, outward } from '../program/fileView';
import type { Span } from '../source';
import { afterLine } from './edits';

/** Where a fix puts what a file is missing. */
export interface Place {
  /** Before the first import of the file, if it has one. */
  readonly imports?: number;
  readonly code: number;
  /** True if `code` is the start of a line. */
  readonly startsLine: boolean;
}

/** What needs it, in the document. */
export interface UsedBy {
  readonly call: { readonly span: Span };
}

/** After the helper's other part, or the imports that stand before the first Claude call. A Python function must stand before what runs it, and in lines of its own. */
export function placeIn(file: FileView, helper: Chunk | undefined, { sites, text }: { readonly sites: readonly UsedBy[]; readonly text: string }): Place | undefined {
  const first = Math.min(...sites.map(({ call }) => call.span.start));
  const before = file.chunks.filter((chunk) => endOf(chunk) <= first && isImport(chunk, text));
  const last = before.at(-1);
  const plain = before.find(({ facts }) => facts.imports.some(({ region, module }) => region === 0 && module !== '__future__'));
  const above = helper && endOf(helper) <= first ? helper : last;
  if (above) {
    const code = afterLine(endOf(above), text);
    return file.language === 'python' && /[^\r\n]/.test(text.charAt(code)) ? undefined : { imports: plain?.offset, code, startsLine: false };
  }
  if (file.language !== 'python') return { code: text.trimEnd().length, startsLine: false };
  const start = file.chunks.find((chunk) => !/^(?:#|[rRuU]?(?:"|'))/.test(text.slice(chunk.offset, chunk.offset + 4)))?.offset ?? 0;
  return { code: start, startsLine: true };
}

function endOf({ facts, offset }: Chunk): number {
  return offset + (facts.regions[0]?.span.end ?? 0);
}

function isImport(chunk: Chunk, text: string): boolean {
  const { facts, offset } = chunk;
  if (/^import\b(?!\s*\()/.test(text.slice(offset, offset + 40))) return true;
  if (facts.imports.some(({ region }) => ![...outward(chunk, region)].some(({ region: found }) => found.kind === 'function'))) return true;
  return chunk.file.language !== 'python' && facts.calls.some(({ callee, region }) => region === 0 && callee.kind === 'name' && callee.name === 'require');
}
