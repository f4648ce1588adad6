import type { ExtensionContext } from 'vscode';

export interface TerminalVariable {
  readonly value: string;
  /** What it is for, as a sentence: VS Code shows it at the terminals that have it. */
  readonly about: string;
  /** Whether it is still true once the window was closed and opened again. */
  readonly holds: 'for-good' | 'while-open';
}

/** The variables that a window adds to the environment of new terminals. Each part of the extension has its own. */
export interface TerminalVariables {
  set(name: string, variable: TerminalVariable): void;
  delete(name: string): void;
}

export function terminalVariables({ environmentVariableCollection: collection }: Pick<ExtensionContext, 'environmentVariableCollection'>): TerminalVariables {
  const known = new Map<string, TerminalVariable>();

  /** Both are about all variables together. */
  function describe(): void {
    const all = [...known.values()];
    collection.persistent = all.every(({ holds }) => holds === 'for-good');
    collection.description = all.map(({ about }) => about).join(' ');
  }

  return {
    set: (name, variable) => {
      known.set(name, variable);
      describe();
      collection.replace(name, variable.value);
    },
    delete: (name) => {
      known.delete(name);
      collection.delete(name);
      describe();
    },
  };
}
