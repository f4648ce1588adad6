import http from 'node:http';
import https from 'node:https';

const url = `${process.env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com'}/v1/messages`;
const headers = { 'x-api-key': process.env.ANTHROPIC_API_KEY ?? '', 'anthropic-version': '2023-06-01' };
const question = { model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hello' }] };

const { request } = url.startsWith('https:') ? https : http;
await new Promise((done) => {
  const asking = request(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } }, (response) => response.resume().on('end', done));
  asking.on('error', done);
  asking.end(JSON.stringify(question));
});
