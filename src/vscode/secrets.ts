import type { Event, ExtensionContext } from 'vscode';

/** An API key, and where it came from. */
export interface ApiKey {
  readonly value: string;
  readonly source: 'stored' | 'environment';
  /** How it is sent: `token` as `authorization: Bearer`, as the SDKs send `ANTHROPIC_AUTH_TOKEN`. */
  readonly scheme: 'key' | 'token';
}

/** The API key of the user: kept by VS Code in the system's key store, else taken from `ANTHROPIC_API_KEY`, else `ANTHROPIC_AUTH_TOKEN`. */
export interface KeyStore {
  /** A key store that cannot be read counts as empty. */
  read(): Promise<ApiKey | undefined>;
  /** Throws when the key store refuses. */
  save(key: string): Promise<void>;
  /** Throws when the key store refuses. */
  clear(): Promise<void>;
  /** Also fires when another window changed the key. */
  readonly onDidChange: Event<unknown>;
}

/** Opens the key store. `environment` is the process's. */
export function openKeyStore({ secrets }: Pick<ExtensionContext, 'secrets'>, environment: NodeJS.ProcessEnv): KeyStore {
  return {
    read: async () => {
      const stored = await Promise.resolve(secrets.get(name)).catch(() => undefined);
      if (stored) return { value: stored, source: 'stored', scheme: 'key' };
      const [key, token] = [environment.ANTHROPIC_API_KEY?.trim(), environment.ANTHROPIC_AUTH_TOKEN?.trim()];
      if (key) return { value: key, source: 'environment', scheme: 'key' };
      return token ? { value: token, source: 'environment', scheme: 'token' } : undefined;
    },
    save: async (key) => secrets.store(name, key),
    clear: async () => secrets.delete(name),
    onDidChange: secrets.onDidChange,
  };
}

const name = 'headroom.apiKey';
