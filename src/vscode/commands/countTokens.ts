import { commands, type Disposable, env, ProgressLocation, window } from 'vscode';
import { countTokens, readCountable } from '../../io/countTokens';
import { system } from '../../io/system';
import { modelClass } from '../../limits/modelClass';
import { pingAddress } from '../pingTarget';
import type { KeyStore } from '../secrets';
import type { Diagnoser } from './diagnose';

export interface CountTokensDeps {
  readonly keys: Pick<KeyStore, 'read'>;
  readonly diagnoser: Pick<Diagnoser, 'last' | 'again'>;
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * "Count Input Tokens of a Request": after asking, sends the request that is selected or copied to `count_tokens`, and diagnoses the last
 * error again with what came out. Resolves to the number of tokens.
 */
export function registerCountTokens(deps: CountTokensDeps): Disposable {
  return commands.registerCommand('headroom.countTokens', () => count(deps));
}

async function count({ keys, diagnoser, environment = process.env }: CountTokensDeps): Promise<number | undefined> {
  const request = await requestAtHand();
  if (typeof request === 'string') return void window.showErrorMessage(`${request} Select or copy the body of the request as JSON, and run "Claude API: Count Input Tokens of a Request" again.`);
  const address = pingAddress(environment);
  if (address.kind === 'refused') return void window.showErrorMessage(address.reason);
  const { inUse } = await keys.read();
  if (!inUse) return commands.executeCommand('headroom.setApiKey');
  const send = 'Count';
  const detail = `It is sent to ${address.url} with the key "${inUse.name}", to be counted and not answered: its model, system prompt, messages and tools, and nothing else. That is free, and has a limit of its own.`;
  if ((await window.showInformationMessage(`Send this request for ${request.model} to the Claude API to count its input tokens?`, { modal: true, detail }, send)) !== send) return undefined;
  const stop = new AbortController();
  const result = await window.withProgress({ location: ProgressLocation.Notification, title: 'Counting input tokens', cancellable: true }, (_, token) => {
    token.onCancellationRequested(() => stop.abort());
    return countTokens({ apiKey: inUse.value, scheme: inUse.scheme, baseUrl: address.url, request, now: system.now, signal: stop.signal });
  });
  if (stop.signal.aborted) return undefined;
  if ('problem' in result) return void window.showErrorMessage(`The input tokens could not be counted. ${result.problem}`);
  const last = diagnoser.last();
  const isSame = last !== undefined && (last.model === undefined || modelClass(last.model) === modelClass(request.model));
  if (isSame) await diagnoser.again({ ...last, inputTokens: result.inputTokens });
  else void window.showInformationMessage(`The request has ${result.inputTokens.toLocaleString('en')} input tokens.`);
  return result.inputTokens;
}

/** What is selected, else what is copied. A selection that is no request is not passed over: what is copied may be anything. */
async function requestAtHand(): Promise<ReturnType<typeof readCountable>> {
  const editor = window.activeTextEditor;
  return readCountable(editor && !editor.selection.isEmpty ? editor.document.getText(editor.selection) : await env.clipboard.readText());
}
