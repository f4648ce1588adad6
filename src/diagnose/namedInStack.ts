import type { CallSummary } from './callSummary';
import type { Evidence, Frame } from './evidence';

/** The calls on whose lines the stack trace of the error lies. */
export function namedInStack({ frames }: Pick<Evidence, 'frames'>, calls: readonly CallSummary[]): readonly CallSummary[] {
  return calls.filter((call) => frames.some((frame) => isWithin(frame, call)));
}

/** Whether a frame lies in the file of a call, by the shorter path of the two. */
export function isInFile({ file: frame }: Frame, { file }: CallSummary): boolean {
  return frame === file || frame.endsWith(`/${file}`) || file.endsWith(`/${frame.replace(/^\.\//, '')}`);
}

function isWithin(frame: Frame, call: CallSummary): boolean {
  return frame.line >= call.line && frame.line <= (call.endLine ?? call.line) && isInFile(frame, call);
}
