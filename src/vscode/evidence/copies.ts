/** Which text of the clipboard was diagnosed last, and when: it is not what the user means once a program has failed since. In memory only. */
export interface Copies {
  /** ms since 1970; undefined where it was not this text. */
  diagnosedAt(text: string): number | undefined;
  keep(text: string, at: number): void;
}

/** Makes an empty one. */
export function createCopies(): Copies {
  let last: { readonly text: string; readonly at: number } | undefined;
  return {
    diagnosedAt: (text) => (last?.text === text ? last.at : undefined),
    keep: (text, at) => {
      last = { text, at };
    },
  };
}
