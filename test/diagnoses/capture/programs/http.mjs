import axios from 'axios';
import { show } from './show.mjs';

const [, , call, form] = process.argv;
const url = `${process.env.ANTHROPIC_BASE_URL}/v1/messages`;
const headers = { 'content-type': 'application/json', 'anthropic-version': '2023-06-01', 'x-api-key': process.env.ANTHROPIC_API_KEY };
const body = { model: 'claude-sonnet-5', max_tokens: 1024, messages: [{ role: 'user', content: 'Summarize the report.' }] };

async function withFetch() {
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(call === 'stream' ? { ...body, stream: true } : body) });
  if (form === 'answer') return console.log(response, await response.text());
  if (call === 'stream') return console.log(await response.text());
  if (!response.ok) throw new Error(`HTTP ${response.status} ${response.statusText}: ${await response.text()}`);
}

try {
  await (call === 'axios' ? axios.post(url, body, { headers }) : withFetch());
} catch (error) {
  if (form === 'data') console.error(error.response.status, error.response.data);
  else if (form === 'response') console.error(error.response.status, { ...error.response.headers }, error.response.data);
  else show(error);
}
