import assert from 'node:assert/strict';
import { diagnoseText } from '../../../src/diagnose/diagnoseText';

const body = (message: string, id: string): string => `{'type': 'error', 'error': {'type': 'rate_limit_error', 'message': "${message}"}, 'request_id': '${id}'}`;
const limitOf = (what: string): string => `This request would exceed your organization's rate limit of ${what} per minute (org: 11111111-2222-3333-4444-555555555555, model: claude-sonnet-4-6).`;
const sent = (time: string, status: string): string => `2026-11-26 ${time} INFO httpx HTTP Request: POST https://api.anthropic.com/v1/messages "HTTP/1.1 ${status}"`;

/** The reasons that users named first, each with what they have in hand, and the diagnosis that it must come to. */
const reasons: readonly { readonly reason: string; readonly text: string; readonly cause: string; readonly driver?: string; readonly told: RegExp }[] = [
  {
    reason: 'too many requests in a short time',
    text: [
      sent('09:00:00,102', '200 OK'),
      sent('09:00:00,104', '200 OK'),
      sent('09:00:00,110', '429 Too Many Requests'),
      `anthropic.RateLimitError: Error code: 429 - ${body(limitOf('60 requests'), 'req_011CUsixA1')}`,
      'anthropic-ratelimit-requests-limit: 60',
      'anthropic-ratelimit-requests-remaining: 57',
      'retry-after: 1',
    ].join('\n'),
    cause: 'burst',
    told: /one call every 1 s[^]*57 of 60 requests per minute were left/,
  },
  {
    reason: 'parallel sessions of one account',
    text: [
      ...['A', 'B', 'C', 'D'].flatMap((name, index) => `2026-11-26 09:00:0${index + 1},000 ERROR agent-${name} API Error: 429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your account's rate limit. Please try again later."},"request_id":"req_011CUsixB${index}"}`),
    ].join('\n'),
    cause: 'subscription-limit',
    driver: 'shared-organization',
    told: /Parallel sessions of one account[^]*4 different requests/,
  },
  {
    reason: 'automated patterns',
    text: ['09:00:01', '10:00:01', '11:00:01'].flatMap((time) => ['100', '350', '720'].map((ms, index) => `2026-11-26 ${time},${ms} ERROR worker anthropic.RateLimitError: Error code: 429 - ${body(limitOf('50 requests'), `req_011CUsixC${time.slice(0, 2)}${index}`)}`)).join('\n'),
    cause: 'requests-per-minute',
    driver: 'scheduled-peaks',
    told: /3 groups[^]*Spread the starts/,
  },
  {
    reason: 'the API\'s rate limits',
    text: `HTTP/2 429\nretry-after: 23\nanthropic-ratelimit-input-tokens-limit: 30000\nanthropic-ratelimit-input-tokens-remaining: 0\n\n{"type":"error","error":{"type":"rate_limit_error","message":"${limitOf('30,000 input tokens')}"},"request_id":"req_011CUsixD1"}`,
    cause: 'input-tokens-per-minute',
    told: /The limit:\*\* 30,000 input tokens per minute[^]*Wait 23 s/,
  },
  {
    reason: 'very heavy requests',
    text: `POST /v1/messages/count_tokens\n{"input_tokens": 56919}\nanthropic.RateLimitError: Error code: 429 - ${body(limitOf('30,000 input tokens'), 'req_011CUsixE1')}`,
    cause: 'never-fits',
    told: /26,919 more than the 30,000[^]*Does waiting help\?\*\* No|Does waiting help\?\*\* No[^]*26,919 more than the 30,000/,
  },
  {
    reason: 'sudden spikes',
    text: `anthropic.RateLimitError: Error code: 429 - ${body('This request would exceed your organization\'s maximum usage increase rate for input tokens per minute (org: x, model: claude-sonnet-4-6). Your current limit is 58,276 input tokens per minute, and will increase to 68,276 at the next minute boundary.', 'req_011CUsixF1')}`,
    cause: 'acceleration-limit',
    told: /step by step/,
  },
];

describe('what users take for the reason of a 429 ends in a precise diagnosis', () => {
  for (const { reason, text, cause, driver, told } of reasons) {
    it(reason, () => {
      const { diagnosis, markdown } = diagnoseText(text, []);
      assert.deepEqual([diagnosis.top, diagnosis.causes[0]?.confidence], [cause, 'high']);
      if (driver !== undefined) assert.ok(diagnosis.drivers.some(({ id }) => id === driver), JSON.stringify(diagnosis.evidence.timeline));
      assert.match(markdown, told);
    });
  }
});
