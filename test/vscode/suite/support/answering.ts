import * as vscode from 'vscode';

type Dialogs = Pick<typeof vscode.window, 'showErrorMessage' | 'showInformationMessage' | 'showInputBox' | 'showQuickPick' | 'showWarningMessage'>;

/** Answers dialogs in the user's place, and puts the real ones back afterwards. */
export async function answering(answers: { readonly [name in keyof Dialogs]?: (...given: never[]) => unknown }, body: () => Thenable<unknown>): Promise<void> {
  const real = { ...vscode.window };
  Object.assign(vscode.window, answers);
  try {
    await body();
  } finally {
    for (const name of Object.keys(answers)) Object.assign(vscode.window, { [name]: real[name as keyof Dialogs] });
  }
}
