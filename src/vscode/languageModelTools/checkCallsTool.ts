import type { LanguageModelTool } from 'vscode';
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
      return answer(callsText(typeof file === 'string' ? found.filter((call) => isIn(call, file)) : found));
    },
  };
}

function isIn(call: CallSummary, file: string): boolean {
  const wanted = file.replaceAll('\\', '/').replace(/^\.\//, '');
  return call.file === wanted || wanted.endsWith(`/${call.file}`) || call.file.endsWith(`/${wanted}`);
}

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
