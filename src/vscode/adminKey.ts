import type { ExtensionContext } from 'vscode';

/** The admin key of the user's organization: kept by VS Code in the system's key store, else taken from `ANTHROPIC_ADMIN_KEY`. */
export interface AdminKeyStore {
  /** A key store that cannot be read counts as empty. */
  read(): Promise<string | undefined>;
  /** Throws when the key store refuses. */
  save(key: string): Promise<void>;
  /** Throws when the key store refuses. */
  clear(): Promise<void>;
}

/** Opens the key store. The variable is the one that platform.claude.com/docs/en/manage-claude/rate-limits-api uses. */
export function openAdminKeyStore({ secrets }: Pick<ExtensionContext, 'secrets'>, environment: NodeJS.ProcessEnv = process.env): AdminKeyStore {
  return {
    read: async () => {
      const stored = await Promise.resolve(secrets.get(name)).catch(() => undefined);
      const key = stored ?? environment.ANTHROPIC_ADMIN_KEY?.trim();
      return key === '' ? undefined : key;
    },
    save: async (key) => secrets.store(name, key),
    clear: async () => secrets.delete(name),
  };
}

const name = 'headroom.adminKey';
