import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diagnoseText } from '../../../src/diagnose/diagnoseText';
import { readEvidence } from '../../../src/diagnose/readEvidence';

const limited = `{'type': 'error', 'error': {'type': 'rate_limit_error', 'message': "This request would exceed your organization's rate limit of 50 requests per minute (org: x, model: claude-haiku-4-5)"}}`;
const quoted = 'I get: Error code: 429 - {"type":"error","error":{"type":"rate_limit_error","message":"Number of concurrent connections has exceeded your rate limit"}} and HTTP/1.1 529 from api.anthropic.com';

describe('text that is no error of Claude', () => {
  const nothing: Readonly<Record<string, string>> = {
    'a server\'s log': '2026-11-27 12:00:01 INFO GET /api 200 OK 12ms\n2026-11-27 12:00:01 INFO status=404 path=/favicon.ico\n2026-11-27 12:00:02 ERROR Error: 404 Not Found\n127.0.0.1 - - [27/Nov/2026:12:00:01 +0000] "GET /x HTTP/1.1" 429 12 "-" "curl"\n',
    'a failure of a server\'s own beside a request that went well': '2026-11-27 12:00:02 ERROR Error: 404 Not Found\n2026-11-27 12:00:04 INFO httpx HTTP Request: POST https://api.anthropic.com/v1/messages "HTTP/1.1 200 OK"\n',
    'a request whose prompt quotes an error': JSON.stringify({ model: 'claude-sonnet-5', system: quoted, messages: [{ role: 'user', content: quoted }, { role: 'assistant', content: [{ type: 'text', text: quoted }] }] }),
    'the same in a string of a log': JSON.stringify({ level: 30, msg: 'sent', body: JSON.stringify({ messages: [{ role: 'user', content: quoted }] }) }),
    'the same as Python prints it': `INFO sent {'role': 'user', 'content': 'Error code: 429 - {"type":"error","error":{"type":"rate_limit_error","message":"Overloaded"}}'}`,
    'the headers of an answer that went well': 'HTTP/1.1 200 OK\nanthropic-ratelimit-requests-limit: 50\nanthropic-ratelimit-requests-remaining: 0\n',
    'a subscription that still allows requests': '{"type":"rate_limit_event","rate_limit_info":{"status":"allowed","resetsAt":1795644000,"rateLimitType":"five_hour"}}',
  };
  for (const [name, text] of Object.entries(nothing)) {
    it(`finds no error in ${name}`, () => {
      assert.equal(readEvidence(text).occurrences, 0, JSON.stringify(readEvidence(text)));
    });
  }

  const others: Readonly<Record<string, string>> = {
    OpenAI: "openai.RateLimitError: Error code: 429 - {'error': {'message': 'Rate limit reached for gpt-4o in organization org-abcdefghijklmnop on tokens per min (TPM)', 'type': 'tokens', 'code': 'rate_limit_exceeded'}}",
    'OpenAI in TypeScript': "RateLimitError: 429 Rate limit reached for gpt-4o {\n  status: 429,\n  headers: { 'retry-after': '3' },\n  request_id: 'req_4a1b2c3d4e5f',\n  code: 'rate_limit_exceeded'\n}",
    Gemini: '[GoogleGenerativeAI Error]: Error fetching from https://generativelanguage.googleapis.com/v1beta/models/gemini-2.0-flash:generateContent: [429 Too Many Requests] You exceeded your current quota',
    'Gemini on Vertex AI': 'google.api_core.exceptions.ResourceExhausted: 429 Quota exceeded for aiplatform.googleapis.com/generate_content_requests_per_minute_per_project_per_base_model with base model: gemini-2.0-flash.',
    GitHub: 'requests.exceptions.HTTPError: 403 Client Error: rate limit exceeded for url: https://api.github.com/repos/x',
    npm: 'npm error code E429\nnpm error 429 Too Many Requests - GET https://registry.npmjs.org/left-pad',
    Discord: 'DiscordAPIError: 429: You are being rate limited. {"message": "You are being rate limited.", "retry_after": 64.57}',
    Stripe: "StripeRateLimitError: Request rate limit exceeded. { raw: { message: 'Request rate limit exceeded.', type: 'invalid_request_error', statusCode: 429, requestId: 'req_8jAbCdEf' } }",
    'another service of AWS': 'botocore.exceptions.ClientError: An error occurred (ThrottlingException) when calling the DescribeInstances operation: Rate exceeded',
    'an unknown host': 'requests.exceptions.HTTPError: 429 Client Error: Too Many Requests for url: https://api.example.com/v2/items',
  };
  for (const [name, text] of Object.entries(others)) {
    it(`takes an error of ${name} for no limit of Claude`, () => {
      const { top, evidence } = diagnoseText(text, []).diagnosis;
      assert.equal(top, 'cannot-tell');
      assert.ok(evidence.occurrences === 0 || evidence.provider === 'other', JSON.stringify(evidence));
    });
  }

  it('tells the error of Claude among those of other services, wherever it stands', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(others)), { maxLength: 5 }), fc.array(fc.constantFrom(...Object.values(others)), { maxLength: 5 }), (before, behind) => {
        const { diagnosis } = diagnoseText([...before, `2026-11-27 12:00:00 ERROR anthropic.RateLimitError: Error code: 429 - ${limited}`, ...behind].map((text) => `${text}\n`).join('\n'), []);
        assert.deepEqual([diagnosis.top, diagnosis.evidence.occurrences], ['requests-per-minute', 1]);
      }),
      { seed: 429, numRuns: 100 },
    );
  });

  it('passes over a prompt of any length, and reads what comes behind it', () => {
    for (const length of [10, 200_000, 300_000, 700_000]) {
      const prompt = JSON.stringify({ role: 'user', content: `${quoted} `.repeat(Math.ceil(length / quoted.length)) });
      assert.equal(readEvidence(prompt).occurrences, 0, String(length));
      assert.equal(readEvidence(`${prompt} RateLimitError: 429 ${limited}`).occurrences, 1, String(length));
    }
  });
});
