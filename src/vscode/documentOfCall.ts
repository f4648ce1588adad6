import { Position, Range, type TextDocument, Uri, workspace } from 'vscode';
import type { CallSummary } from '../diagnose/callSummary';

/** Where a call stands in a document that is open now. */
export interface OpenedCall {
  readonly document: TextDocument;
  /** From where the call begins to the end of its last line. */
  readonly range: Range;
}

/** Opens the document, or the notebook's cell, in which a call of the workspace stands, without showing it. Undefined where it is gone. */
export async function documentOfCall(call: CallSummary): Promise<OpenedCall | undefined> {
  try {
    const document = call.cell === undefined ? await textOf(call.file) : await cellOf(call.file, call.cell);
    if (!document || call.line > document.lineCount) return undefined;
    const start = document.validatePosition(new Position(call.line - 1, call.column - 1));
    const last = document.lineAt(Math.min(document.lineCount, call.endLine ?? call.line) - 1);
    return { document, range: new Range(start, last.range.end) };
  } catch {
    return undefined;
  }
}

/** What was never saved has a name and no file. */
async function textOf(file: string): Promise<TextDocument | undefined> {
  const unsaved = workspace.textDocuments.find(({ uri }) => uri.scheme !== 'file' && uri.path === file);
  if (unsaved) return unsaved;
  const uri = uriOf(file);
  return uri && workspace.openTextDocument(uri);
}

async function cellOf(file: string, cell: number): Promise<TextDocument | undefined> {
  const uri = uriOf(file);
  const notebook = uri && (await workspace.openNotebookDocument(uri));
  return notebook && cell < notebook.cellCount ? notebook.cellAt(cell).document : undefined;
}

/** Names are relative to the folder, which is named too where there are several, and absolute outside of all. */
function uriOf(file: string): Uri | undefined {
  if (file.startsWith('/') || /^[a-z]:[\\/]/i.test(file)) return Uri.file(file);
  const folders = workspace.workspaceFolders ?? [];
  const [only] = folders;
  if (only && folders.length === 1) return Uri.joinPath(only.uri, file);
  const folder = folders.find(({ name }) => file.startsWith(`${name}/`));
  return folder && Uri.joinPath(folder.uri, file.slice(folder.name.length + 1));
}
