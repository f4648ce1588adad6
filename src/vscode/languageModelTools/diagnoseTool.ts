import type { LanguageModelTool } from 'vscode';
import type { CallSummary } from '../../diagnose/callSummary';
import { diagnoseText } from '../../diagnose/diagnoseText';
import { count } from '../../diagnose/facts';
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
      const found = await callsInTime(calls, token);
      const { markdown } = diagnoseText(text.slice(-longest), found ?? []);
      const notes = [
        ...(text.length > longest ? [`Only the last ${count(longest)} of ${count(text.length)} characters were read.`] : []),
        ...(found ? [] : ['The calls of the workspace could not be read, so none are named here.']),
      ];
      return answer([...notes, markdown].join('\n\n'));
    },
  };
}

/** Characters: a second of reading at most. */
const longest = 1_000_000;
