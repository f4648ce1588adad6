import { type LanguageModelTool, workspace } from 'vscode';
import type { CallSummary } from '../../diagnose/callSummary';
import { count, duration } from '../../diagnose/facts';
import { answer } from './answer';
import { callsInTime } from './callsInTime';

interface Input {
  /** Relative to the workspace; all files if absent. */
  readonly file?: string;
}

/** The tool that lists the Claude calls of the workspace with the retry policy in effect, those with findings first. */
export function checkCallsTool(calls: () => Promise<readonly CallSummary[]>): LanguageModelTool<Input> {
  return {
    prepareInvocation: () => ({ invocationMessage: 'Checking the Claude API calls of the workspace' }),
    invoke: async ({ input: { file } }, token) => {
      const found = await callsInTime(calls, token);
      if (!found) throw new Error('The calls of the workspace could not be read: the linter is still reading it, or has stopped. Try again in a while.');
      return answer(typeof file === 'string' ? callsOfFile(found, file) : callsText(found));
    },
  };
}

/** The calls of the file of this path, or else of those whose path ends like it. Where there is none, the files that have calls are named: the path may be mistyped. */
function callsOfFile(calls: readonly CallSummary[], file: string): string {
  const wanted = workspace.asRelativePath(file.replace(/^\.\//, '')).replaceAll('\\', '/');
  const own = calls.filter((call) => call.file === wanted);
  const found = own.length > 0 ? own : calls.filter((call) => call.file.endsWith(`/${wanted}`));
  if (found.length > 0) return callsText(found);
  const files = [...new Set(calls.map((call) => call.file))].slice(0, mostFiles);
  return files.length === 0 ? callsText([]) : `No Claude API call was found in that file. Files with calls: ${files.join(', ')}.`;
}

const mostFiles = 50;

const mostCalls = 100;

function callsText(calls: readonly CallSummary[]): string {
  if (calls.length === 0) return 'No Claude API call was found there.';
  const sorted = calls.toSorted((a, b) => Number(b.findings.length > 0) - Number(a.findings.length > 0));
  const wrong = calls.filter(({ findings }) => findings.length > 0).length;
  const lines = sorted.slice(0, mostCalls).map(callText);
  return [`${count(calls.length)} Claude API ${calls.length === 1 ? 'call' : 'calls'}, ${count(wrong)} with findings:`, ...lines, ...(calls.length > mostCalls ? [`(${count(calls.length - mostCalls)} more calls are left out)`] : [])].join('\n');
}

function callText({ file, cell, line, api, model, state, attempts, maxWaitSeconds, retryAfter, findings }: CallSummary): string {
  const place = `${file}:${cell === undefined ? '' : `cell ${cell}:`}${line}`;
  const sent = typeof attempts === 'number' ? `sent at most ${attempts === 1 ? 'once' : `${count(attempts)} times`}` : `number of attempts ${attempts}`;
  const waits = maxWaitSeconds === 'unknown' ? 'total wait unknown' : `waits at most ${duration(maxWaitSeconds)} in all`;
  const policy = `retry ${state}; ${sent}; ${waits}; retry-after ${retryAfter}`;
  return [`- ${place} ${api}${model === undefined ? '' : ` (${model})`}: ${policy}`, ...findings.map((finding) => `  - ${finding}`)].join('\n');
}
