import Anthropic from '@anthropic-ai/sdk';

/** Sends large requests to `baseUrl` until the input tokens of a minute are used up, and returns what a log would show of the error. */
export async function provoke429(baseURL: string): Promise<string> {
  const claude = new Anthropic({ apiKey: 'sk-ant-emulator', baseURL, maxRetries: 0 });
  const content = 'A long manual about maple syrup. '.repeat(2000);
  for (let sent = 0; sent < most; sent++) {
    try {
      await claude.messages.create({ model: 'claude-sonnet-5', max_tokens: 10, messages: [{ role: 'user', content }] });
    } catch (error) {
      if (!(error instanceof Anthropic.RateLimitError)) throw error;
      return `RateLimitError: ${error.message}\nretry-after: ${error.headers.get('retry-after') ?? 'none'}`;
    }
  }
  throw new Error(`${most} requests did not use up the limit.`);
}

const most = 20;
