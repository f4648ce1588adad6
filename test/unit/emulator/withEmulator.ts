import Anthropic, { type ClientOptions } from '@anthropic-ai/sdk';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../../src/emulator/server';

/** Runs `body` with a fresh emulator and the real SDK pointed at it, and stops the emulator afterwards. */
export async function withEmulator(options: EmulatorOptions, body: (tools: { readonly emulator: Emulator; readonly client: Anthropic }) => Promise<void>): Promise<void> {
  const emulator = await startEmulator({ seed: 1, ...options });
  try {
    await body({ emulator, client: clientOf(emulator) });
  } finally {
    await emulator.close();
  }
}

/** The real SDK with a key that opens nothing. */
export function clientOf(emulator: Emulator, options: ClientOptions = {}): Anthropic {
  return new Anthropic({ apiKey: 'test-key', baseURL: emulator.url, logLevel: 'off', ...options });
}

/** The smallest useful request. */
export const hello = { model: 'claude-haiku-5-5', max_tokens: 20, messages: [{ role: 'user' as const, content: 'Hello' }] };
