import Anthropic, { type ClientOptions } from '@anthropic-ai/sdk';

/**
 * A client that sends a key to an address from `resolveBaseUrl` and nowhere else, once for each request.
 * The SDK fills what is not passed from ANTHROPIC_* variables and from a profile on disk, and logs what they say,
 * so everything that decides where the key goes is passed. Redirects are not followed: the key would go along.
 */
export function connect(credentials: Required<Pick<ClientOptions, 'apiKey' | 'authToken'>> & Pick<ClientOptions, 'defaultHeaders'>, baseURL: string): Anthropic {
  return new Anthropic({
    ...credentials,
    webhookKey: null,
    baseURL,
    maxRetries: 0,
    logLevel: 'off',
    openTelemetry: false,
    fetchOptions: { redirect: 'manual' },
  });
}
