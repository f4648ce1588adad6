import path from 'node:path';
import { analyzeFiles } from '../io/analyzeFiles';
import { type CallAfterFix, callAfterFixes } from '../io/fixing/callAfterFixes';
import { loadGrammar } from '../io/grammars';
import { today } from '../io/today';
import type { ClaudeCall } from '../lint/call';
import { createLinter } from '../lint/linter';
import { type Place, placeOf, printed } from './formats/place';
import { openProject } from './project';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

/** A Claude call of the user's code. */
export interface CallAt {
  /** Its place, as `headroom calls` prints it. */
  readonly name: string;
  readonly call: ClaudeCall;
  /** The call after each fix that is offered for it. */
  readonly fixed: readonly CallAfterFix[];
}

/** The Claude call at a place such as `src/ask.ts:12`, `src/ask.ts:12:9` or `study.ipynb:cell 3:4`. Throws a `UsageError` where there is none, or more than one. */
export async function callAt(place: string, terminal: Pick<Terminal, 'cwd' | 'note'>): Promise<CallAt> {
  const asked = readPlace(place);
  const { files, program, settings, nameOf } = await openProject([asked.file], terminal);
  const file = path.resolve(terminal.cwd, asked.file);
  const reading = { linter: createLinter(loadGrammar, program, today), settings, onNote: (name: string, text: string) => terminal.note(`${nameOf(name)}: ${text}`) };
  for await (const { source, analysis, document } of analyzeFiles(files.filter((one) => one === file), reading)) {
    const places = analysis.calls.map((call) => ({ call, at: placeOf({ file: nameOf(file), source }, call.span) }));
    const [found, ...others] = places.filter(({ at }) => isAt(at, asked));
    if (!found) throw new UsageError(`there is no Claude call at ${place}${places.length === 0 ? '' : `, but at ${places.map(({ at }) => printed(at)).join(', ')}`}`);
    if (others.length > 0) throw new UsageError(`there are several Claude calls at ${place}: name the column, ${[found, ...others].map(({ at }) => printed(at)).join(' or ')}`);
    return { name: printed(found.at), call: found.call, fixed: await callAfterFixes({ file, document, analysis, call: found.call, settings: settings(file), program }) };
  }
  throw new UsageError(`there is no Claude call to read at ${place}`);
}

interface AskedPlace {
  readonly file: string;
  readonly cell?: number;
  readonly line: number;
  readonly column?: number;
}

function readPlace(place: string): AskedPlace {
  const [, file, cell, line, column] = /^(.+?)(?::cell (\d+))?:(\d+)(?::(\d+))?$/.exec(place) ?? [];
  if (file === undefined || line === undefined) throw new UsageError(`${place} is no place: it takes a file and a line, for example src/ask.ts:12`);
  return { file, line: Number(line), ...(cell !== undefined && { cell: Number(cell) }), ...(column !== undefined && { column: Number(column) }) };
}

/** A call counts as being on every line from its first to its last, as people point at one. */
function isAt(at: Place, { cell, line, column }: AskedPlace): boolean {
  if (at.cell !== cell) return false;
  return column === undefined ? at.line <= line && line <= at.endLine : at.line === line && at.column === column;
}
