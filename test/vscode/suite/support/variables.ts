import type * as vscode from 'vscode';

/** The variables that a window sets for its terminals, as far as the extension uses them. */
export function newVariables() {
  const values = new Map<string, string>();
  const collection = { persistent: true, description: undefined, replace: (name: string, value: string) => void values.set(name, value), delete: (name: string) => void values.delete(name) };
  return { values, collection: collection as unknown as vscode.ExtensionContext['environmentVariableCollection'] };
}
