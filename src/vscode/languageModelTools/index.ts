import * as vscode from 'vscode';
import type { CallSummary } from '../../diagnose/callSummary';
import type { Monitor } from '../../limits/monitorState';
import { checkCallsTool } from './checkCallsTool';
import { diagnoseTool } from './diagnoseTool';
import { headroomTool } from './headroomTool';

export interface ToolDeps {
  /** The Claude calls of the workspace; rejects when the linter cannot be asked. */
  readonly calls: () => Promise<readonly CallSummary[]>;
  readonly state: () => Promise<Monitor>;
}

/** Offers what Headroom knows to agents in the editor. Editors without language model tools get none. */
export function registerLanguageModelTools({ calls, state }: ToolDeps): vscode.Disposable {
  const { lm } = vscode as { readonly lm?: Partial<typeof vscode.lm> };
  if (typeof lm?.registerTool !== 'function') return new vscode.Disposable(() => undefined);
  return vscode.Disposable.from(lm.registerTool('headroom_check_calls', checkCallsTool(calls)), lm.registerTool('headroom_diagnose', diagnoseTool(calls)), lm.registerTool('headroom_headroom', headroomTool(state)));
}
