import { type Disposable, languages, type Uri } from 'vscode';
import type { Outputs } from './outputs';

/** Keeps what the problem matcher finds in the output of tasks: their terminals may have no shell integration. */
export function watchProblems(outputs: Outputs): Disposable {
  const shown = new Map<string, readonly string[]>();
  let add: ((piece: string) => void) | undefined;

  function read(uri: Uri): void {
    const before = shown.get(uri.toString()) ?? [];
    const messages = languages.getDiagnostics(uri).flatMap(({ source: of, message }) => (of === source ? [message] : []));
    if (messages.length > 0) shown.set(uri.toString(), messages);
    else shown.delete(uri.toString());
    for (const message of messages.filter((one) => !before.includes(one))) {
      add ??= outputs.open('the problems of a task');
      add(`${message}\n`);
    }
  }
  return languages.onDidChangeDiagnostics(({ uris }) => uris.forEach(read));
}

/** That of the problem matcher in package.json. */
const source = 'claude-api-429';
