import type { Hover, Position } from 'vscode-languageserver';
import { explainPolicy } from '../lint/policy/explain';
import { rules } from '../lint/rules/index';
import { offsetOf } from './offsetOf';
import type { Linted } from './openDocuments';
import { rangeOf } from './rangeOf';

/** What protects the Claude call under the pointer, in three lines, and the pages of the rules that object. */
export function hoverOf({ source, analysis, shown }: Linted, uri: string, position: Position): Hover | undefined {
  const offset = offsetOf(source, uri, position);
  // A callee can hold another call; the innermost is the one that starts last.
  const call = analysis.calls.findLast(({ calleeSpan }) => calleeSpan.start <= offset && offset <= calleeSpan.end);
  if (!call) return undefined;
  const objecting = shown.filter(({ span }) => span.start === call.calleeSpan.start);
  const pages = rules.filter(({ id }) => objecting.some(({ rule }) => rule === id)).map(({ id, docsUrl }) => `[${id}](${docsUrl})`);
  const text = explainPolicy(call).map(plain).join('  \n');
  return { contents: { kind: 'markdown', value: [text, ...pages].join(' ') }, range: rangeOf(source, call.calleeSpan) };
}

/** Names of the user's own, such as `__call__`, must not turn into emphasis; what stands between backticks is code already. */
function plain(text: string): string {
  const parts = text.split(/(`[^`]*`)/);
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\*_[\]<>#|~]/g, '\\$&'))).join('');
}
