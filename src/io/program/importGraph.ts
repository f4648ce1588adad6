/** Which files of a workspace import which, and which of them mention Claude. */
export interface ImportGraph {
  /** Replaces what is known of a file. True if it mentions Claude now and did not, or the other way round, or imports other files. */
  readonly set: (file: string, known: FileImports) => boolean;
  readonly remove: (file: string) => void;
  readonly importersOf: (file: string) => readonly string[];
  /** True if a file mentions Claude, imports, over a few files, one that does, or is imported by such a one, which can hand it a client. */
  readonly leadsToClaude: (file: string) => boolean;
  readonly claudeFiles: () => readonly string[];
}

export interface FileImports {
  readonly mentions: boolean;
  /** Files that it imports. */
  readonly imports: readonly string[];
}

/** A client is handed on over a few files at most; beyond, nearly every file leads to every other. */
const maxHops = 4;
const maxHopsDown = 2;

function reached(from: readonly string[], hops: number, next: (file: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set(from);
  let ring = from;
  for (let hop = 0; hop < hops && ring.length > 0; hop++) {
    ring = [...new Set(ring.flatMap(next))].filter((file) => !found.has(file));
    for (const file of ring) found.add(file);
  }
  return found;
}

export function importGraph(): ImportGraph {
  const files = new Map<string, FileImports>();
  const importers = new Map<string, Set<string>>();
  let leading: ReadonlySet<string> | undefined;

  function unlink(file: string): void {
    for (const target of files.get(file)?.imports ?? []) importers.get(target)?.delete(file);
    files.delete(file);
    leading = undefined;
  }

  function claudeFiles(): readonly string[] {
    return [...files].flatMap(([file, { mentions }]) => (mentions ? [file] : []));
  }

  function allLeading(): ReadonlySet<string> {
    const above = reached(claudeFiles(), maxHops, (file) => [...(importers.get(file) ?? [])]);
    return reached([...above], maxHopsDown, (file) => files.get(file)?.imports ?? []);
  }

  return {
    set: (file, known) => {
      const before = files.get(file);
      if (before?.mentions === known.mentions && before.imports.join('\n') === known.imports.join('\n')) return false;
      unlink(file);
      files.set(file, known);
      for (const target of known.imports) {
        const set = importers.get(target) ?? new Set();
        importers.set(target, set.add(file));
      }
      return true;
    },
    remove: unlink,
    importersOf: (file) => [...(importers.get(file) ?? [])],
    leadsToClaude: (file) => (leading ??= allLeading()).has(file),
    claudeFiles,
  };
}
