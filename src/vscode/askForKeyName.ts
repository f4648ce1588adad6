import { window } from 'vscode';
import { keyNameProblem } from '../limits/keyNameProblem';

export interface KeyNameQuestion {
  /** Names of other keys. */
  readonly taken: readonly string[];
  /** What it is called now. */
  readonly value?: string;
}

/** Asks what a key is to be called; `undefined` where the user cancels. */
export async function askForKeyName({ taken, value = '' }: KeyNameQuestion): Promise<string | undefined> {
  const name = await window.showInputBox({
    title: 'Claude API: Name of the API Key',
    prompt: 'Shown where you choose a key and in the status bar. It is not secret.',
    placeHolder: 'work',
    value,
    ignoreFocusOut: true,
    validateInput: (text) => keyNameProblem(text, taken),
  });
  return name?.trim();
}
