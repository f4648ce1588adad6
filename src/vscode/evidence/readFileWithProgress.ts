import { ProgressLocation, type Uri, window, workspace } from 'vscode';
import type { Evidence } from '../../diagnose/evidence';
import { readEvidence } from '../../diagnose/readEvidence';
import { readLog } from '../../io/readLog';

/** Reads a file of any size, with a notification that says how far it is and can stop it. Undefined where it was stopped, or could not be read, which the user is told. */
export async function readFileWithProgress(uri: Uri): Promise<Evidence | undefined> {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  // What an editor shows counts, also where it is not saved or not on a disk of this machine.
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open && (open.isDirty || uri.scheme !== 'file')) return readEvidence(open.getText());
  return window.withProgress({ location: ProgressLocation.Notification, title: `Diagnose 429: reading ${name}`, cancellable: true }, async (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    let told = 0;
    const read = await readLog(uri.fsPath, {
      signal: stop.signal,
      onProgress: (done, total) => {
        const percent = (100 * done) / total;
        progress.report({ increment: percent - told, message: `${Math.round(percent)} %` });
        told = percent;
      },
    });
    if (read.kind === 'skipped') void window.showErrorMessage(`${name} ${read.why}.`);
    return read.kind === 'read' ? read.evidence : undefined;
  });
}
