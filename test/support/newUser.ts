type Listener = (event: { readonly key: string }) => unknown;

/** Settings and secrets of a user who has just installed the extension, as VS Code keeps them for all windows. */
export function newUser(start: Readonly<Record<string, string>> = {}) {
  const secrets = new Map<string, string>(Object.entries(start));
  const state = new Map<string, unknown>();
  const listeners = new Set<Listener>();
  const change = async (key: string, apply: () => void) => {
    await Promise.resolve();
    apply();
    for (const listener of listeners) listener({ key });
  };
  return {
    secrets: {
      keys: () => Promise.resolve([...secrets.keys()]),
      get: (key: string) => Promise.resolve(secrets.get(key)),
      store: (key: string, value: string) => change(key, () => void secrets.set(key, value)),
      delete: (key: string) => change(key, () => void secrets.delete(key)),
      onDidChange: (listener: Listener) => {
        listeners.add(listener);
        return { dispose: () => void listeners.delete(listener) };
      },
    },
    globalState: {
      keys: () => [...state.keys()],
      get: <T>(key: string, fallback?: T) => (state.has(key) ? (state.get(key) as T) : fallback) as T,
      update: (key: string, value: unknown) => Promise.resolve(void state.set(key, value)),
      setKeysForSync: () => undefined,
    },
    /** What stands in the key store and in `globalState`. */
    stored: secrets,
    state,
  };
}
