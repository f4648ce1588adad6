import type { ExtensionContext } from 'vscode';
import { system } from '../io/system';
import { readConfiguredLimits, type ConfiguredLimitsResult } from '../io/readConfiguredLimits';
import type { ConfiguredLimits } from '../limits/configuredLimits';
import { openAdminKeyStore } from './adminKey';
import { pingAddress } from './pingTarget';

/** The configured limits of the organization, as they were last read, and the admin key that reads them. */
export interface Configured {
  last(): ConfiguredLimits | undefined;
  hasKey(): Promise<boolean>;
  /** Forgets the limits that another key has read. Throws when the key store refuses. */
  saveKey(key: string): Promise<void>;
  /** Forgets the limits, too. Throws when the key store refuses. Resolves to true where `ANTHROPIC_ADMIN_KEY` is left. */
  clearKey(): Promise<boolean>;
  /** Asks the API, which nothing but the user's own command may cause. */
  read(signal: AbortSignal): Promise<ConfiguredLimitsResult>;
}

export function openConfigured(context: Pick<ExtensionContext, 'secrets' | 'globalState'>, environment: NodeJS.ProcessEnv = process.env): Configured {
  const { globalState } = context;
  const keys = openAdminKeyStore(context, environment);
  return {
    last: () => globalState.get<ConfiguredLimits>(stateKey),
    hasKey: async () => (await keys.read()) !== undefined,
    // What another key has read may be another organization's.
    saveKey: async (key) => {
      await keys.save(key);
      await globalState.update(stateKey, undefined);
    },
    clearKey: async () => {
      await keys.clear();
      await globalState.update(stateKey, undefined);
      return (await keys.read()) !== undefined;
    },
    read: async (signal) => {
      const address = pingAddress(environment);
      if (address.kind === 'refused') return { kind: 'failed', about: 'other', message: address.reason };
      const adminKey = await keys.read();
      if (adminKey === undefined) return { kind: 'failed', about: 'key', message: 'There is no admin key.' };
      const result = await readConfiguredLimits({ adminKey, baseUrl: address.url, now: system.now, signal });
      if (result.kind === 'read') await globalState.update(stateKey, result.limits);
      return result;
    },
  };
}

/** Another shape takes another number. */
const stateKey = 'headroom.configuredLimits.1';
