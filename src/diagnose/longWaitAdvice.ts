import type { Evidence } from './evidence';
import { duration } from './facts';

/** Where some SDKs stop to obey `retry-after`, in seconds. */
const usualCap = 60;

/**
 * What to know where the server asks for more than a minute. Sources: `_base_client.py` of anthropic-sdk-python 0.121.0 and
 * `AnthropicClient.cs` of anthropic-sdk-csharp 12.38.0 obey up to 60 s; `client.ts` of @anthropic-ai/sdk 1.13.0,
 * `requestconfig.go` of anthropic-sdk-go 1.60.0 and `RetryingHttpClient.kt` of anthropic-sdk-java 2.57.0 have no such cap.
 */
export function longWaitAdvice({ retryAfterSeconds }: Evidence): readonly string[] {
  if (retryAfterSeconds === undefined || retryAfterSeconds <= usualCap) return [];
  return [
    `Wait the ${duration(retryAfterSeconds)} in your own code, or put the work off: the SDKs for Python and C# ignore a \`retry-after\` of more than a minute and are back within 8 s, while those for TypeScript, Go and Java sleep it out without a word.`,
  ];
}
