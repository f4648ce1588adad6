import { type Disposable, window, workspace } from 'vscode';
import { commandName } from './commandName';
import type { Outputs } from './outputs';

/** Keeps what commands print in terminals that have shell integration, those of tasks among them. Nothing is kept in Restricted Mode. */
export function watchTerminals(outputs: Outputs): Disposable {
  return window.onDidStartTerminalShellExecution(({ execution }) => {
    if (!workspace.isTrusted) return;
    const add = outputs.open(`the terminal command ${commandName(execution.commandLine.value)}`);
    void keep(execution.read(), add);
  });
}

async function keep(pieces: AsyncIterable<string>, add: (piece: string) => void): Promise<void> {
  // A terminal that is closed in between ends the pieces, with an error or without.
  try {
    for await (const piece of pieces) add(piece);
  } catch {
    return;
  }
}
