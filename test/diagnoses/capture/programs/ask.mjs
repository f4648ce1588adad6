import { log, show } from './show.mjs';

const { default: Anthropic } = await import(process.env.SDK ?? '@anthropic-ai/sdk');
const [, , call] = process.argv;
const retries = process.env.RETRIES;
const times = Number(process.env.TIMES ?? 6);

const client = new Anthropic({
  ...(retries !== undefined && { maxRetries: Number(retries) }),
  ...(process.env.TOKEN !== undefined && { apiKey: null, authToken: process.env.TOKEN }),
});
const prompt = { model: 'claude-sonnet-5', max_tokens: 1024, messages: [{ role: 'user', content: 'Summarize the report.' }] };
const long = { ...prompt, messages: [{ role: 'user', content: 'All work and no play makes Jack a dull boy. '.repeat(1500) }] };

const calls = {
  message: () => client.messages.create(prompt),
  long: () => client.messages.create(long),
  stream: () => client.messages.stream(prompt).finalMessage(),
  text: async () => {
    for await (const event of await client.messages.create({ ...prompt, stream: true })) if (event.type === 'content_block_delta') process.stdout.write(event.delta.text);
  },
  fast: () => client.beta.messages.create({ ...prompt, model: 'claude-opus-5', speed: 'fast', betas: ['fast-mode-2026-02-01'] }),
  batch: () => client.messages.batches.create({ requests: [{ custom_id: 'report-1', params: prompt }] }),
  parallel: () => Promise.all(Array.from({ length: times }, () => client.messages.create(prompt))),
  longs: () => Promise.all(Array.from({ length: times }, () => client.messages.create(long))),
  each: async () => {
    for (const { reason } of await Promise.allSettled(Array.from({ length: times }, () => client.messages.create(prompt)))) if (reason) show(reason);
  },
  loop: async () => {
    for (let page = 1; page <= times; page++) {
      const { usage } = await client.messages.create(prompt);
      log('INFO', `page ${page} of ${times}: ${usage.input_tokens} tokens in, ${usage.output_tokens} out`);
    }
  },
  left: async () => {
    for (let page = 1; page <= times; page++) {
      const { response } = await client.messages.create(prompt).withResponse();
      log('INFO', `200 requests ${response.headers.get('anthropic-ratelimit-requests-remaining')}/${response.headers.get('anthropic-ratelimit-requests-limit')} input-tokens ${response.headers.get('anthropic-ratelimit-input-tokens-remaining')}/${response.headers.get('anthropic-ratelimit-input-tokens-limit')}`);
    }
  },
};

try {
  await calls[call]();
} catch (error) {
  show(error);
}
