import type { CallVerdict } from './relevantCalls';

/** A call of the workspace in words. */
export interface CallLine {
  /** What the error does to it: "Fails", "Wastes retries", "Survives", "Unclear". */
  readonly mark: string;
  /** "src/chat.ts:40", as others named the file. */
  readonly place: string;
  /** Why it stands where it stands, where that is known. */
  readonly why?: string;
  /** Markdown of the project's own. */
  readonly text: string;
  /** What sends it again after a 429, inner to outer, by names that others gave. */
  readonly layers: readonly string[];
}

/** How every view writes a call that can have made the request. */
export function callLine({ call, outcome, text, because }: CallVerdict): CallLine {
  return {
    mark: marks[outcome],
    place: `${call.file}:${call.cell === undefined ? '' : `cell ${call.cell}:`}${call.line}`,
    ...(because && { why: reasons[because] }),
    text,
    layers: (call.layers ?? []).filter(({ acts }) => acts).map((layer) => layer.text),
  };
}

const marks: Readonly<Record<CallVerdict['outcome'], string>> = { fails: 'Fails', wastes: 'Wastes retries', survives: 'Survives', unknown: 'Unclear' };
const reasons: Readonly<Record<NonNullable<CallVerdict['because']>, string>> = { stack: 'named in the stack trace', file: 'in a file that the stack trace names', model: 'same model class' };
