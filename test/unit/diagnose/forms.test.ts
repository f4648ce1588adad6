import assert from 'node:assert/strict';
import { diagnoseText } from '../../../src/diagnose/diagnoseText';

const message = "This request would exceed your organization's rate limit of 30,000 input tokens per minute (org: 11111111-2222-3333-4444-555555555555, model: claude-sonnet-4-6).";
const body = JSON.stringify({ type: 'error', error: { type: 'rate_limit_error', message }, request_id: 'req_011CUexample01' });

const har = JSON.stringify({
  log: {
    version: '1.2',
    entries: [
      { startedDateTime: '2026-11-26T09:00:00.000Z', request: { method: 'POST', url: 'https://api.anthropic.com/v1/messages', headers: [{ name: 'x-api-key', value: 'sk-ant-api03-secretsecret' }], postData: { text: JSON.stringify({ model: 'claude-sonnet-4-6', messages: [{ role: 'user', content: 'a private question' }] }) } }, response: { status: 200, headers: [], content: { text: '{}' } } },
      {
        startedDateTime: '2026-11-26T09:00:04.000Z',
        request: { method: 'POST', url: 'https://api.anthropic.com/v1/messages', headers: [{ name: 'x-api-key', value: 'sk-ant-api03-secretsecret' }], postData: { text: JSON.stringify({ model: 'claude-sonnet-4-6', messages: [{ role: 'user', content: 'a private question' }] }) } },
        response: { status: 429, headers: [{ name: 'retry-after', value: '23' }, { name: 'anthropic-ratelimit-input-tokens-limit', value: '30000' }, { name: 'anthropic-ratelimit-input-tokens-remaining', value: '0' }], content: { mimeType: 'application/json', text: body } },
      },
    ],
  },
});

/** One error in the forms that tools and logs give it. */
const forms: Readonly<Record<string, string>> = {
  'a HAR file in one line': har,
  'a HAR file with indents': JSON.stringify(JSON.parse(har), undefined, 2),
  HTTPie: `HTTP/1.1 429 Too Many Requests\nContent-Type: application/json\nretry-after: 23\nanthropic-ratelimit-input-tokens-limit: 30000\nanthropic-ratelimit-input-tokens-remaining: 0\n\n${JSON.stringify(JSON.parse(body), undefined, 4)}\n`,
  'a line of pino': JSON.stringify({ level: 50, time: 1764147601250, err: { type: 'RateLimitError', message: `429 ${body}`, status: 429, headers: { 'retry-after': '23' } }, msg: 'request failed' }),
  'a line of structlog': JSON.stringify({ event: 'request failed', level: 'error', timestamp: '2026-11-26T09:00:01Z', exception: `Traceback (most recent call last):\n  File "/home/me/app/ask.py", line 9, in ask\nanthropic.RateLimitError: Error code: 429 - ${body}\n`, 'retry-after': '23' }),
  'Java’s exception': `com.anthropic.errors.RateLimitException: 429: {type=error, error={type=rate_limit_error, message=${message}}, request_id=req_011CUexample01}\nretry-after: 23\n\tat com.anthropic.core.handlers.ErrorHandler.handle(ErrorHandler.kt:63)`,
  'Go’s error': `2026/11/26 09:00:01 POST "https://api.anthropic.com/v1/messages": 429 Too Many Requests (Request-ID: req_011CUexample01) ${body}\nretry-after: 23`,
  'Ruby’s error': `{:url=>"https://api.anthropic.com/v1/messages", :status=>429, :body=>{:type=>"error", :error=>{:type=>"rate_limit_error", :message=>"${message}"}}, "retry-after"=>"23"} (Anthropic::Errors::RateLimitError)`,
};

describe('one error in many forms', () => {
  for (const [form, text] of Object.entries(forms)) {
    it(`is the same in ${form}, and shows neither a key nor what was asked`, () => {
      const { diagnosis, markdown } = diagnoseText(text, []);
      const { retryAfterSeconds, limit, occurrences } = diagnosis.evidence;
      assert.deepEqual([diagnosis.top, diagnosis.causes[0]?.confidence, retryAfterSeconds, limit?.amount, occurrences], ['input-tokens-per-minute', 'high', 23, 30_000, 1]);
      assert.doesNotMatch(markdown, /secretsecret|private question|11111111-2222/);
    });
  }
});
