import * as vscode from 'vscode';

/** Settings and secrets of a user who has just installed the extension. */
export function newUser() {
  const secrets = new Map<string, string>();
  const state = new Map<string, unknown>();
  const changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  const change = (key: string, apply: () => void) => {
    apply();
    changed.fire({ key });
    return Promise.resolve();
  };
  return {
    secrets: {
      keys: () => Promise.resolve([...secrets.keys()]),
      get: (key: string) => Promise.resolve(secrets.get(key)),
      store: (key: string, value: string) => change(key, () => void secrets.set(key, value)),
      delete: (key: string) => change(key, () => void secrets.delete(key)),
      onDidChange: changed.event,
    },
    globalState: {
      keys: () => [...state.keys()],
      get: <T>(key: string, fallback?: T) => (state.has(key) ? (state.get(key) as T) : fallback) as T,
      update: (key: string, value: unknown) => Promise.resolve(void state.set(key, value)),
      setKeysForSync: () => undefined,
    },
    state,
  };
}
