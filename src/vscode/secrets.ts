import type { Event, ExtensionContext } from 'vscode';

/** An API key, and where it came from. */
export interface ApiKey {
  readonly value: string;
  /** What the user calls it, or the variable that holds it. */
  readonly name: string;
  readonly source: 'stored' | 'environment';
  /** How it is sent: `token` as `authorization: Bearer`, as the SDKs send `ANTHROPIC_AUTH_TOKEN`. */
  readonly scheme: 'key' | 'token';
}

/** The keys that there are, and the one that is used. */
export interface KnownKeys {
  /** What the user calls those that are stored. */
  readonly names: readonly string[];
  /** The variable of the environment that holds one more. */
  readonly variable?: string;
  /** The one that the user chose, else the first that is stored, else that of the environment. */
  readonly inUse?: ApiKey;
}

/** The API keys of the user: kept by VS Code in the system's key store, each under its name, or in `ANTHROPIC_API_KEY`, else `ANTHROPIC_AUTH_TOKEN`. */
export interface KeyStore {
  /** A key store that cannot be read counts as empty. */
  read(): Promise<KnownKeys>;
  /** Keeps a key under a name, in place of one that has it, and uses it from now on. Throws when the key store refuses, like all that follow. */
  save(name: string, key: string): Promise<void>;
  /** Uses the stored key of this name; without one, that of the environment. */
  choose(name: string | undefined): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** After the one that was used, the first that is left is, else that of the environment. */
  remove(name: string): Promise<void>;
  /** Also fires when another window changed a key or chose one. */
  readonly onDidChange: Event<unknown>;
}

/** What the only key is called until the user says otherwise. */
export const firstName = 'default';

/**
 * Opens the key store. `environment` is the process's.
 * A name is a part of the name of its secret, and the choice is a secret, too: of `globalState` no other window is told.
 */
export function openKeyStore({ secrets }: Pick<ExtensionContext, 'secrets'>, environment: NodeJS.ProcessEnv): KeyStore {
  const get = async (secret: string) => attempt(() => secrets.get(secret));

  async function read(): Promise<KnownKeys> {
    const names = namesOf((await attempt(() => secrets.keys())) ?? ((await get(firstSecret)) ? [firstSecret] : []));
    const ofEnvironment = environmentKey(environment);
    const inUse = await used({ names, ofEnvironment, choice: await get(choiceSecret) });
    return { names, ...(ofEnvironment && { variable: ofEnvironment.name }), ...(inUse && { inUse }) };
  }

  /** A choice that leads nowhere leads to no other key: it could be somebody else's account. */
  async function used({ names, ofEnvironment, choice }: Choosing): Promise<ApiKey | undefined> {
    const [first] = names;
    const secret = choice ?? (first === undefined ? environmentChoice : secretOf(first));
    if (secret === environmentChoice) return ofEnvironment;
    const value = await get(secret);
    return value ? { value, name: nameOf(secret), source: 'stored', scheme: 'key' } : undefined;
  }

  return {
    read,
    save: async (name, key) => {
      await secrets.store(secretOf(name), key);
      await secrets.store(choiceSecret, secretOf(name));
    },
    choose: async (name) => secrets.store(choiceSecret, name === undefined ? environmentChoice : secretOf(name)),
    rename: async (from, to) => {
      const { inUse } = await read();
      const key = await secrets.get(secretOf(from));
      if (from === to || key === undefined) return;
      await secrets.store(secretOf(to), key);
      if (inUse?.source === 'stored' && inUse.name === from) await secrets.store(choiceSecret, secretOf(to));
      await secrets.delete(secretOf(from));
    },
    remove: async (name) => {
      if ((await get(choiceSecret)) === secretOf(name)) await secrets.delete(choiceSecret);
      await secrets.delete(secretOf(name));
    },
    onDidChange: secrets.onDidChange,
  };
}

/** `undefined` where the key store refuses, or cannot do that at all: listing secrets came late to VS Code, and editors made of it may lack it. */
async function attempt<T>(ask: () => Thenable<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}

interface Choosing {
  readonly names: readonly string[];
  readonly ofEnvironment: ApiKey | undefined;
  readonly choice: string | undefined;
}

/** Where the only key was kept before keys had names. */
const firstSecret = 'headroom.apiKey';
const choiceSecret = 'headroom.chosenApiKey';
/** No secret of a key is called so. */
const environmentChoice = 'environment';

function secretOf(name: string): string {
  return name === firstName ? firstSecret : `${firstSecret}.${name}`;
}

function nameOf(secret: string): string {
  return secret === firstSecret ? firstName : secret.slice(firstSecret.length + 1);
}

function namesOf(secrets: readonly string[]): readonly string[] {
  const names = secrets.filter((secret) => secret === firstSecret || secret.startsWith(`${firstSecret}.`)).map(nameOf);
  return names.sort((a, b) => Number(b === firstName) - Number(a === firstName) || (a < b ? -1 : 1));
}

function environmentKey({ ANTHROPIC_API_KEY, ANTHROPIC_AUTH_TOKEN }: NodeJS.ProcessEnv): ApiKey | undefined {
  const [key, token] = [ANTHROPIC_API_KEY?.trim(), ANTHROPIC_AUTH_TOKEN?.trim()];
  if (key) return { value: key, name: 'ANTHROPIC_API_KEY', source: 'environment', scheme: 'key' };
  return token ? { value: token, name: 'ANTHROPIC_AUTH_TOKEN', source: 'environment', scheme: 'token' } : undefined;
}
