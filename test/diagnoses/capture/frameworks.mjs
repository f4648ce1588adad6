// Frameworks for JavaScript around the same call; each prints its error as it would end a program.
const [name, mode, more] = process.argv.slice(-3);
const [stream, extra] = [mode === 'stream', JSON.parse(more)];
const prompt = extra.messages?.[0].content ?? 'Hi';
const model = extra.model ?? 'claude-sonnet-4-6';

const frameworks = {
  langchain: async () => {
    const { ChatAnthropic } = await import('@langchain/anthropic');
    const chat = new ChatAnthropic({ model, maxRetries: 0, maxTokens: 16, anthropicApiUrl: process.env.ANTHROPIC_BASE_URL });
    if (!stream) return chat.invoke(prompt);
    for await (const chunk of await chat.stream(prompt)) void chunk;
  },
  ai: async () => {
    const { createAnthropic } = await import('@ai-sdk/anthropic');
    const { generateText, streamText } = await import('ai');
    const anthropic = createAnthropic({ baseURL: `${process.env.ANTHROPIC_BASE_URL}/v1` });
    if (!stream) return generateText({ model: anthropic(model), prompt, maxRetries: 0 });
    for await (const part of streamText({ model: anthropic(model), prompt, maxRetries: 0, onError: ({ error }) => console.error(error) }).textStream) void part;
  },
  axios: async () => {
    const { default: axios } = await import('axios');
    return axios.post(`${process.env.ANTHROPIC_BASE_URL}/v1/messages`, { model, max_tokens: 16, messages: [{ role: 'user', content: prompt }] }, { headers: { 'x-api-key': 'key', 'anthropic-version': '2023-06-01' } }).catch(({ message, response }) => console.error(message, response?.status, response?.data, response && { ...response.headers }));
  },
};
await frameworks[name]().catch((error) => console.error(error));
