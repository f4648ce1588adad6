import type { ServerSettings } from './settings';

/** Settings per document, asked for once and kept until they change. */
export interface PulledSettings {
  /** The same object for the same document until `forget`. */
  of(uri: string): Promise<ServerSettings>;
  forget(uri?: string): void;
}

/** `pull` asks the client. Where that fails, whoever asked hears of it, and the next one asks again. */
export function pulledSettings(pull: (uri: string) => Promise<ServerSettings>): PulledSettings {
  const known = new Map<string, Promise<ServerSettings>>();
  return {
    of: (uri) => {
      const kept = known.get(uri);
      if (kept) return kept;
      const asked = pull(uri);
      known.set(uri, asked);
      asked.catch(() => known.delete(uri));
      return asked;
    },
    forget: (uri) => {
      if (uri === undefined) known.clear();
      else known.delete(uri);
    },
  };
}
