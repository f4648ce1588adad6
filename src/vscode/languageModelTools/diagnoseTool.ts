import type { LanguageModelTool } from 'vscode';
import type { CallSummary } from '../../diagnose/callSummary';
import { diagnoseText } from '../../diagnose/diagnoseText';
import { answer } from './answer';
import { callsInTime } from './callsInTime';

interface Input {
  readonly text: string;
}

/** The tool that names the limit behind an error. Where the calls of the workspace cannot be read, it goes without them and says so. */
export function diagnoseTool(calls: () => Promise<readonly CallSummary[]>): LanguageModelTool<Input> {
  return {
    prepareInvocation: () => ({ invocationMessage: 'Diagnosing an error of the Claude API' }),
    invoke: async ({ input: { text } }, token) => {
      if (typeof text !== 'string' || text.trim() === '') throw new Error('There is nothing to diagnose: pass the error or log lines as `text`.');
      if (text.length > longest) throw new Error(`The text has ${text.length} characters, and at most ${longest} are read: pass the lines around the newest error.`);
      const found = await callsInTime(calls, token);
      const { markdown } = diagnoseText(text, found ?? []);
      return answer(found ? markdown : `${markdown}\nThe calls of the workspace could not be read in time, so none are named here.\n`);
    },
  };
}

/** Characters: a second of reading at most. */
const longest = 1_000_000;
