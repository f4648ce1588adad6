import assert from 'node:assert/strict';
import Anthropic, { RateLimitError } from '@anthropic-ai/sdk';
import { runInFolder } from './runInFolder';

describe('headroom emulate', () => {
  it('serves the SDK with the limits it is given, prints each request, and ends when stopped', async () => {
    const { address, out, rehearsal } = rehearse(async (baseURL) => {
      const claude = new Anthropic({ baseURL, apiKey: 'any', maxRetries: 0 });
      const send = () => claude.messages.create({ model: 'claude-haiku-5-5', max_tokens: 1, messages: [{ role: 'user', content: 'Hi' }] });
      await assert.rejects(send(), RateLimitError);
      const { response } = await send().withResponse();
      assert.equal(response.headers.get('anthropic-ratelimit-requests-limit'), '7');
    });
    const { code } = await runInFolder({}, ['emulate', '--rpm', '7', '--fault', 'requests-limit,times=1'], rehearsal);
    assert.match(address(), /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal(code, 0);
    assert.match(out(), /POST {2}\/v1\/messages {2}429/);
  });

  it('ends with 2 for a fault, a limit or a port that does not exist', async () => {
    for (const option of [['--fault', 'nonsense'], ['--fault', 'overloaded,until=1'], ['--rpm', '-1'], ['--rpm', '1e308'], ['--itpm', 'many'], ['--port', '70000']]) assert.equal((await runInFolder({}, ['emulate', ...option])).code, 2);
  });
});

/** A terminal whose user sends requests to the emulator as soon as its address is printed, and then stops it. */
function rehearse(use: (url: string) => Promise<void>) {
  let text = '';
  const address = () => /ANTHROPIC_BASE_URL=(\S+)/.exec(text)?.[1] ?? '';
  return { address, out: () => text, rehearsal: { out: (piece: string) => void (text += piece), stopped: () => use(address()) } };
}
