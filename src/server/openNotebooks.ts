import { type Connection, type NotebookDocument, NotebookCellKind, NotebookDocuments, type NotebookDocumentSyncOptions } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { joinCells } from '../io/notebook/joinCells';
import type { OpenText } from './openDocuments';

/** The notebooks in the editor, each the one Python program that its cells are together. */
export interface OpenNotebooks {
  /** The notebook that a cell belongs to; undefined for any other document. */
  readonly notebookOf: (cell: string) => string | undefined;
  /** The program of a notebook as it is now, its parts named by the addresses of the cells. */
  readonly textOf: (notebook: string) => OpenText | undefined;
  readonly versionOf: (cell: string) => number | undefined;
  readonly uris: () => readonly string[];
  readonly listen: (connection: Connection, events: NotebookEvents) => void;
}

export interface NotebookEvents {
  /** A notebook was opened or changed; `removed` are cells that it has no longer. */
  readonly changed: (notebook: string, removed: readonly string[]) => void;
  /** Told once it counts as closed. */
  readonly closed: (notebook: string, cells: readonly string[]) => void;
}

const cells = [{ language: 'python' }];

/** Notebooks of Jupyter, and the window that runs a script cell by cell. */
export const notebookSync: NotebookDocumentSyncOptions = { notebookSelector: [{ notebook: 'jupyter-notebook', cells }, { notebook: 'interactive', cells }] };

export function openNotebooks(): OpenNotebooks {
  const documents = new NotebookDocuments(TextDocument);
  const open = new Map<string, NotebookDocument>();
  const joined = new Map<string, OpenText & { readonly state: string }>();
  let versions = 0;

  function cellsOf(notebook: NotebookDocument): readonly TextDocument[] {
    return notebook.cells.flatMap((cell) => {
      const text = cell.kind === NotebookCellKind.Code ? documents.getCellTextDocument(cell) : undefined;
      return text?.languageId === 'python' ? [text] : [];
    });
  }

  function textOf(uri: string): OpenText | undefined {
    const notebook = open.get(uri);
    if (!notebook) return undefined;
    const texts = cellsOf(notebook);
    // Cells that only changed places are told of by no event.
    const state = texts.map((text) => `${text.uri} ${text.version}`).join('\n');
    const known = joined.get(uri);
    if (known?.state === state) return known;
    const { text, parts } = joinCells(texts.map((cell) => ({ name: cell.uri, text: cell.getText() })));
    const next = { uri, languageId: 'python', version: ++versions, getText: () => text, parts, state };
    joined.set(uri, next);
    return next;
  }

  return {
    notebookOf: (cell) => documents.findNotebookDocumentForCell(cell)?.uri,
    textOf,
    versionOf: (cell) => documents.cellTextDocuments.get(cell)?.version,
    uris: () => [...open.keys()],
    listen: (connection, { changed, closed }) => {
      documents.onDidOpen((notebook) => {
        open.set(notebook.uri, notebook);
        changed(notebook.uri, []);
      });
      documents.onDidChange(({ notebookDocument, cells: touched }) => changed(notebookDocument.uri, touched?.removed.map(({ document }) => document) ?? []));
      documents.onDidClose(({ uri, cells: all }) => {
        open.delete(uri);
        joined.delete(uri);
        closed(uri, all.map(({ document }) => document));
      });
      documents.listen(connection);
    },
  };
}
