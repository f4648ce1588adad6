import { diagnosticsOf } from './diagnosticsOf';
import type { Linted } from './openDocuments';

/** Remembers what the cells of notebooks were told, as a client asks for the cell that changed and not for those that rest on it. */
export interface StaleCells {
  /** To be told of each answer for a cell. True if other cells, which were answered before, have other findings by now: to be said once. */
  readonly answered: (linted: Linted, cell: string) => boolean;
  readonly forget: (cells: readonly string[]) => void;
}

export function staleCells(): StaleCells {
  const told = new Map<string, string>();
  return {
    answered: (linted, cell) => {
      let stale = false;
      for (const { name } of linted.source.parts ?? []) {
        const uri = String(name);
        const now = JSON.stringify(diagnosticsOf(linted, uri));
        if (uri !== cell && told.has(uri) && told.get(uri) !== now) stale = true;
        if (uri === cell || told.has(uri)) told.set(uri, now);
      }
      return stale;
    },
    forget: (cells) => {
      for (const cell of cells) told.delete(cell);
    },
  };
}
